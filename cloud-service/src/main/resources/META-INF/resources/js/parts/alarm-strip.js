import { html } from '../lit.js';
import { icon } from './icons.js';
import { alarmName, severityWords, subjectWords } from '../words/states.js';
import { ago, exact } from '../words/time.js';

/**
 * What is open at a bank, above everything else.
 * @param {any[]} alarms
 * @param {string} zone
 * @param {number} now
 */
export const alarmStrip = (alarms, zone, now) => html`<ul class="strip" aria-label="Open alarms">
  ${alarms.map((alarm) => {
    const words = severityWords(alarm.severity);
    return html`<li>${icon(/** @type {any} */ (words.shape), words.tone)}<span><span class="sr">${words.label}: </span><strong>${alarmName(alarm.kind)}</strong>
      <span class="soft">${whereAndWhy(alarm)}</span></span>
      <span class="mute dense nowrap" title=${exact(alarm.raisedAt, zone)}>${ago(alarm.raisedAt, now)}</span></li>`;
  })}
</ul>`;

/** The subject is named once: often its why does it @param {any} alarm */
function whereAndWhy({ subject, why }) {
  const door = String(subject ?? '').split('/')[1];
  return door && !String(why ?? '').includes(door) ? `${subjectWords(subject)}. ${why ?? ''}` : (why ?? '');
}
