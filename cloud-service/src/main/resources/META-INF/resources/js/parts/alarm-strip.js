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

/** A reason as a sentence; of a parcel's id its beginning is enough @param {string | null | undefined} why */
const reason = (why) => {
  const words = String(why ?? '').replace(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '$1…');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The subject is named once: often its why does it @param {any} alarm */
function whereAndWhy({ subject, why }) {
  const door = String(subject ?? '').split('/')[1];
  const words = reason(why);
  return door && !words.includes(door) ? `${subjectWords(subject)}. ${words}` : words;
}
