import { html, nothing } from '../lit.js';
import { icon } from './icons.js';
import { actions, blinks, pauses, rebootLevels } from '../words/actions.js';
import { subjectWords } from '../words/states.js';

/** What differs between the commands while they are asked for: the consequence, the choices, how sure one has to be. */

/**
 * @typedef {object} Fields
 * @property {import('../words/actions.js').Wish} wish
 * @property {any} bank
 * @property {any} cell the compartment it is about
 * @property {(role: import('../words/actions.js').Role) => boolean} may
 * @property {string} confirmed
 * @property {boolean} unsure asked without being sure
 * @property {(fields: Partial<import('../words/actions.js').Wish>) => void} change
 * @property {(text: string) => void} confirm
 */

/** @param {Fields} fields */
export function commandFields(fields) {
  const { wish, bank, cell } = fields;
  switch (wish.kind) {
    case 'unlock':
      return opening(cell);
    case 'unlock-all':
      return [everything(bank), typed(fields)];
    case 'reboot':
      return [levels(fields), wish.level === 'power' ? ticked(fields) : nothing];
    case 'pause-remedy':
      return wish.minutes === 0 ? effect('The ladder looks at the bank again, and goes on where it stopped.') : [effect(actions[wish.kind].does), choice(fields, 'How long', 'minutes', pauses, wish.minutes ?? 60)];
    case 'locate':
      return [effect(actions[wish.kind].does), choice(fields, 'How long', 'seconds', blinks, wish.seconds ?? 30)];
    default:
      return effect(actions[wish.kind].does);
  }
}

/** What asking would be answered with just now @param {string[]} reasons */
export const hindranceNotice = (reasons) => html`<div class="notice major hindrance">${icon('triangle', 'major')}
  <div><strong>It would be refused just now.</strong>
    ${reasons.length === 1 ? html`<p>${reasons[0]}</p>` : html`<ul>${reasons.map((each) => html`<li>${each}</li>`)}</ul>`}</div></div>`;

/** @param {unknown} text */
const effect = (text) => html`<p class="soft">${text}</p>`;

/** What opening this door means right now @param {any} cell */
function opening(cell) {
  const facts = [];
  if (cell?.occupancy?.state === 'occupied') facts.push('Something is inside: whoever stands there can take it.');
  else if (cell?.occupancy?.state === 'empty') facts.push('It is empty, as far as the sensor knows.');
  else facts.push('What is inside is not known.');
  if (cell?.door?.state === 'open') facts.push('The door is open already, so an opening cannot be verified.');
  if (cell?.door?.state === 'jammed') facts.push('It is jammed: the lock is pulsed once more, it may stay shut.');
  return html`<div class="notice">
    ${icon(/** @type {any} */ (cell?.occupancy?.state === 'occupied' ? 'parcel' : 'unlock'))}
    <div>
      <p><strong>${actions.unlock.does}</strong></p>
      <p class="soft">${facts.join(' ')}</p>
      ${(cell?.conditions ?? []).length > 0 ? html`<p class="soft">${subjectWords(`door/${cell.id}`)}: ${cell.conditions.join(', ').replaceAll('-', ' ')}.</p>` : nothing}
    </div>
  </div>`;
}

/** @param {any} bank */
function everything(bank) {
  const cells = bank.compartments ?? [];
  const full = cells.filter((/** @type {any} */ cell) => cell.occupancy?.state !== 'empty').length;
  return html`<div class="notice critical">${icon('octagon', 'critical')}
    <div><p><strong>All ${cells.length} doors open, one after the other. ${full === 0 ? 'All are empty, as far as the sensors know.' : `${full} hold something, or may.`}</strong></p>
      <p class="soft">${actions['unlock-all'].does} Somebody has to stand at the bank.</p></div></div>`;
}

/** @param {Fields} fields */
const typed = ({ bank, confirmed, unsure, confirm }) => html`<div class="field">
  <label for="confirm">Type <span class="mono">${bank.id}</span> to say that you mean this bank</label>
  <input id="confirm" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" .value=${confirmed}
    aria-invalid=${unsure} aria-describedby=${unsure ? 'confirm-wrong' : nothing}
    @input=${(/** @type {Event} */ event) => confirm(/** @type {HTMLInputElement} */ (event.target).value)} />
  ${unsure ? html`<p class="wrong" id="confirm-wrong">${icon('octagon')}That is not the bank’s id.</p>` : nothing}
</div>`;

/** @param {Fields} fields */
const ticked = ({ confirmed, unsure, confirm }) => html`<div class="field">
  <label class="tick"><input id="confirm" type="checkbox" .checked=${confirmed === 'yes'} aria-invalid=${unsure} aria-describedby=${unsure ? 'confirm-wrong' : nothing}
    @change=${(/** @type {Event} */ event) => confirm(/** @type {HTMLInputElement} */ (event.target).checked ? 'yes' : '')} />
    <span>Nobody is at the bank, or they know that it goes dark.</span></label>
  ${unsure ? html`<p class="wrong" id="confirm-wrong">${icon('octagon')}Make sure of it first.</p>` : nothing}
</div>`;

/** @param {Fields} fields */
function levels({ wish, may, change }) {
  return html`<fieldset class="levels">
    <legend class="sr">What to restart</legend>
    ${rebootLevels.map(({ level, name, does, role }) => html`<label class="level">
      <input type="radio" name="level" value=${level} .checked=${wish.level === level} ?disabled=${!may(role)} @change=${() => change({ level })} />
      <span><strong>${name}</strong><span class="soft small">${may(role) ? does : `Needs the ${role} role: ask someone who has it.`}</span></span>
    </label>`)}
  </fieldset>`;
}

/**
 * @param {Fields} fields
 * @param {string} label
 * @param {'minutes' | 'seconds'} name
 * @param {Array<[number, string]>} choices
 * @param {number} chosen
 */
const choice = ({ change }, label, name, choices, chosen) => html`<div class="field"><span class="label" id="choice">${label}</span>
  <div class="chips" role="group" aria-labelledby="choice">
    ${choices.map(([value, words]) => html`<button type="button" class="chip" aria-pressed=${chosen === value} @click=${() => change({ [name]: value })}>${words}</button>`)}
  </div></div>`;
