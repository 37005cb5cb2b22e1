import { html, nothing } from '../lit.js';
import { post } from '../net/api.js';
import { closeButton, openDialog } from './dialog.js';
import { badge, icon } from './icons.js';
import { problemNotice } from './states.js';
import { clock, exact } from '../words/time.js';

/** What the cloud does for a bank that is silent or does not hear, and what support may do about it. */

const levels = { kiosk: 'Screen', agent: 'Agent', controller: 'Controller', power: 'Power' };

/** @param {string} level */
export const levelName = (level) => levels[/** @type {keyof typeof levels} */ (level)] ?? level;

/** @type {Record<string, {tone: string, shape: any, label: string}>} */
const states = {
  healed: { tone: 'calm', shape: 'check', label: 'Healed, proven' },
  'not-done': { tone: 'minor', shape: 'diamond', label: 'Not done' },
  unverified: { tone: 'minor', shape: 'diamond', label: 'Not proven' },
  running: { tone: 'info', shape: 'ring', label: 'Waits for proof' },
};

/**
 * @param {any} ladder the bank's `fleetLadder`
 * @param {{zone: string, bank: string, may: boolean, changed: () => void}} options `may`: whether who looks is support
 */
export function fleetLadder(ladder, { zone, bank, may, changed }) {
  if (!ladder) return nothing;
  const { standing, steps, paused } = ladder;
  if (!standing && steps.length === 0 && !paused && (!may || ladder.noOutlet)) return nothing;
  return html`<div class="fromcloud">
    <h3 class="small">From the cloud</h3>
    ${standing ? html`<p class="small">${standing.words} <span class="mute dense" title=${exact(standing.decidedAt, zone)}>decided at ${clock(standing.decidedAt, zone)}</span>
      ${standing.incident ? html`<a class="to" href="/alarms">Incident ${standing.incident}</a>` : nothing}</p>` : nothing}
    ${steps.length > 0
      ? html`<ol class="rungs small">${steps.slice(0, 5).map((/** @type {any} */ step) => html`<li><span>${levelName(step.level)}</span>
          ${badge(states[step.state] ?? states.unverified)}
          <span class="soft"><span title=${exact(step.at, zone)}>${clock(step.at, zone)}</span> by ${step.by === 'lockward:ladder' ? 'itself' : step.by}: ${step.evidence ?? step.answer ?? step.why}</span></li>`)}</ol>`
      : nothing}
    ${paused ? html`<p class="small">The cloud's part is held back by ${paused.by} until ${clock(paused.until, zone)}.</p>` : nothing}
    <p class="mute small">${ladder.noOutlet ? `Its power cannot be cut from here: ${ladder.noOutlet}.` : `Its power was cut ${ladder.cyclesToday} of at most ${ladder.mostPerDay} times in 24 h.`}</p>
    ${may
      ? html`<div class="acts">
          ${ladder.noOutlet ? nothing : html`<button type="button" class="button slim" @click=${() => ask(bank, 'cycle', changed)}>Cut its power now…</button>`}
          ${paused
            ? html`<button type="button" class="button slim" @click=${() => void pause(bank, 0, 'Let go on, on its page', changed)}>Let the cloud go on</button>`
            : html`<button type="button" class="button slim" @click=${() => ask(bank, 'pause', changed)}>Hold the cloud back…</button>`}
        </div>`
      : nothing}
  </div>`;
}

/** @param {string} bank @param {number} minutes @param {string} reason @param {() => void} changed */
async function pause(bank, minutes, reason, changed) {
  await post(`/banks/${encodeURIComponent(bank)}/remedy/pause`, { minutes, reason });
  changed();
}

/** @param {string} bank @param {'cycle' | 'pause'} what @param {() => void} changed */
function ask(bank, what, changed) {
  let reason = '';
  let missing = false;
  let busy = false;
  /** @type {any} */
  let failed = null;
  const cycle = what === 'cycle';
  const title = cycle ? 'Cut the power of this bank?' : 'Hold the cloud back for 1 h?';
  const dialog = openDialog({
    label: title,
    view: (close) => html`<form class="sheet" novalidate @submit=${async (/** @type {Event} */ event) => {
      event.preventDefault();
      missing = reason.trim().length < 3;
      if (!missing && !busy) {
        busy = true;
        failed = null;
        dialog.draw();
        try {
          if (cycle) {
            await post(`/banks/${encodeURIComponent(bank)}/remedy/steps`, { level: 'power', reason: reason.trim() });
            changed();
          } else await pause(bank, 60, reason.trim(), changed);
          close();
          return;
        } catch (failure) {
          failed = failure;
        }
        busy = false;
      }
      dialog.draw();
      /** @type {HTMLElement | null} */ (dialog.element.querySelector('textarea'))?.focus();
    }}>
      ${closeButton(close)}
      <h2>${title}</h2>
      <p class="soft">${cycle
        ? 'Its outlet cuts the power and gives it back. Whatever goes on at the bank is interrupted; it counts as done only when the bank starts anew by power-on.'
        : 'Until then the cloud takes no step for this bank by itself. Its own ladder goes on; a restart of the screen may still happen.'}</p>
      <div class="field"><label for="ladder-reason">Reason</label>
        <textarea id="ladder-reason" maxlength="256" aria-invalid=${missing} aria-describedby=${missing ? 'ladder-wrong' : nothing}
          @input=${(/** @type {Event} */ event) => ({ value: reason } = /** @type {HTMLTextAreaElement} */ (event.target))}></textarea>
        ${missing ? html`<p class="wrong" id="ladder-wrong">${icon('octagon')}Say why; it goes on the record.</p>` : nothing}</div>
      ${failed ? problemNotice(failed) : nothing}
      <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>${cycle ? 'Cut and give back' : 'Hold it back'}</button></div>
    </form>`,
  });
}
