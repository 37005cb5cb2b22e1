import { html, nothing, repeat } from '../lit.js';
import { badge, icon } from './icons.js';
import { alarmName, severityWords, subjectWords } from '../words/states.js';
import { ago, exact, instant, plural, span } from '../words/time.js';

/** One cause with the alarms it explains: told once, however many banks it takes along. */

const SHOWN = 8;

const taken = { tone: 'info', shape: /** @type {any} */ ('person'), label: 'Taken' };
const over = { tone: 'calm', shape: /** @type {any} */ ('check'), label: 'Over' };

/** A door that is shut again mends nothing: these end only once a person has taken them. */
const needsTaking = (/** @type {any} */ { cause }) => cause === 'forced';

/** These a person takes, so that the others know; a bank that could not heal itself ends its own by being well. */
const takeable = (/** @type {any} */ incident) => needsTaking(incident) || incident.cause === 'not-healed';

/** @param {any} incident */
const isTaken = (incident) => incident.alarms.length > 0 && incident.alarms.every((/** @type {any} */ alarm) => alarm.acknowledged);

/**
 * @param {any[]} incidents
 * @param {{now: number, names: Map<string, any>, take: ((incident: any) => void) | null}} options take: `null` for who may not
 */
export function incidentCard(incidents, { now, names, take }) {
  if (incidents.length === 0) return nothing;
  return html`<section class="card incidents" aria-labelledby="incidents-title">
    <header>${icon('bell')}<h2 id="incidents-title">${plural(incidents.length, 'incident')}</h2>
      <span class="mute dense">one cause each; the alarms below it need nobody for themselves</span></header>
    <ul>${repeat(incidents, ({ id }) => id, (incident) => one(incident, now, names, take))}</ul>
  </section>`;
}

/** @param {any} incident @param {number} now @param {Map<string, any>} names @param {((incident: any) => void) | null} take */
function one(incident, now, names, take) {
  const words = severityWords(incident.severity);
  const closed = incident.state === 'closed';
  const opened = instant(incident.openedAt) ?? now;
  return html`<li class="alarm ${closed ? 'over' : ''}" data-incident=${incident.id}>
    ${icon(/** @type {any} */ (words.shape), closed ? 'calm' : words.tone)}
    <div class="what">
      <p class="line"><strong>${incident.title}</strong><span class="tone-${closed ? 'calm' : words.tone} small">${words.label}</span>
        ${closed ? html`<span class="small">${badge(over)}</span>` : takeable(incident) && isTaken(incident) ? html`<span class="small">${badge(taken)}</span>` : nothing}</p>
      <p>${incident.why} ${closed ? nothing : html`<span class="soft">${incident.suggestion}</span>`}</p>
      <p class="meta">
        <span>Incident ${incident.id}</span>
        <span title=${exact(incident.openedAt, 'UTC')}>${closed ? html`lasted ${span((instant(incident.closedAt) ?? now) - opened)}, over ${ago(incident.closedAt, now)}` : html`for ${span(now - opened)}`}</span>
        ${incident.banks.slice(0, SHOWN).map((/** @type {string} */ bank) => html`<a class="to" href=${`/banks/${encodeURIComponent(bank)}`}>${names.get(bank)?.name ?? bank}</a>`)}
        ${cases(incident).map((id, index, all) => html`<a class="to" href=${`/cases/${id}`}>${all.length > 1 ? `its case ${index + 1}` : 'its case'}</a>`)}
        ${incident.banks.length > SHOWN ? html`<span>and ${incident.banks.length - SHOWN} more</span>` : nothing}
      </p>
      ${incident.alarms.length > 0
        ? html`<details><summary class="small">${plural(incident.alarms.length, 'alarm')} explained by it</summary>
            <ul class="children small">${incident.alarms.slice(0, 50).map((/** @type {any} */ alarm) => html`<li><span>${names.get(alarm.bank)?.name ?? alarm.bank}</span>
              <span class="soft">${alarmName(alarm.kind)}${needsTaking(incident) ? `, ${subjectWords(alarm.subject)}` : ''}, ${alarm.state === 'closed' ? `over ${ago(alarm.clearedAt, now)}` : `for ${span(now - (instant(alarm.raisedAt) ?? now))}`}</span></li>`)}</ul></details>`
        : nothing}
    </div>
    ${take && !closed && takeable(incident) && !isTaken(incident) ? html`<div class="acts"><button type="button" class="button slim" @click=${() => take(incident)}>Take it<span class="sr">: ${incident.title}</span></button></div>` : nothing}
  </li>`;
}

/** @param {any} incident @returns {string[]} */
const cases = (incident) => [...new Set(incident.alarms.map((/** @type {any} */ alarm) => alarm.caseId).filter(Boolean))].slice(0, SHOWN);
