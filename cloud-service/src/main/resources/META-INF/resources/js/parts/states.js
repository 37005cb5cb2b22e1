import { html, nothing } from '../lit.js';
import { icon } from './icons.js';

/** The states every page has besides the good one. */

/** @param {number} lines */
export const skeleton = (lines) =>
  html`<div class="skeleton" role="status" aria-label="Loading">${Array.from({ length: lines }, () => html`<span></span>`)}</div>`;

/**
 * A refusal with what it means and what to do
 * @param {import('../net/api.js').Problem} problem
 * @param {(() => void) | null} [again]
 */
export const problemNotice = (problem, again = null) =>
  html`<div class="notice ${problem.status === 409 ? 'major' : 'critical'}" role="alert">
    ${icon(problem.status === 409 ? 'triangle' : 'octagon', problem.status === 409 ? 'major' : 'critical')}
    <div>
      <strong>${problem.title}</strong>
      ${problem.detail && problem.detail !== problem.title ? html`<p>${problem.detail}</p>` : nothing}
      ${problem.reasons?.length > 0 ? html`<ul>${problem.reasons.map((reason) => html`<li>${reasonText(reason)}</li>`)}</ul>` : nothing}
      <p class="soft">${problem.next}</p>
      ${problem.reference ? html`<p class="mono mute">Reference ${problem.reference}</p>` : nothing}
      ${again ? html`<div class="actions"><button type="button" class="button slim" @click=${again}>Try again</button></div>` : nothing}
    </div>
  </div>`;

/** @param {unknown} reason */
const reasonText = (reason) =>
  typeof reason === 'string' ? reason : String(/** @type {any} */ (reason)?.detail ?? /** @type {any} */ (reason)?.text ?? JSON.stringify(reason));

/**
 * @param {string} name
 * @param {string} title
 * @param {unknown} text
 * @param {unknown} [more]
 */
export const empty = (name, title, text, more = nothing) =>
  html`<div class="empty">${icon(/** @type {any} */ (name))}<strong>${title}</strong><p>${text}</p>${more}</div>`;
