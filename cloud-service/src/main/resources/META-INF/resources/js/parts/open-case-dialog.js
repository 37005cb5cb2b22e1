import { html, nothing } from '../lit.js';
import { isRefused, newKey, post } from '../net/api.js';
import { closeButton, openDialog } from './dialog.js';
import { problemNotice } from './states.js';

const CLAIMS = ['It never arrived.', 'It was not there any more.', 'The door looks forced.'];

/**
 * Opens a case, or asks for one. The same press is the same case, however often it is sent.
 * @param {import('../app.js').Context} context
 * @param {{bank?: string | null, parcel?: string | null, compartment?: string | null, from?: string | null, to?: string | null, claim?: string}} [given]
 */
export function openCaseDialog(context, given = {}) {
  const fields = { bank: given.bank ?? '', compartment: given.compartment ?? '', claim: given.claim ?? '' };
  let key = newKey();
  const opens = context.may('support');
  let busy = false;
  let missing = false;
  /** @type {any} */
  let problem = null;
  const take = (/** @type {keyof typeof fields} */ name) => (/** @type {Event} */ event) => {
    fields[name] = /** @type {HTMLInputElement} */ (event.target).value;
  };
  const dialog = openDialog({
    label: opens ? 'Open a case' : 'Ask for a case',
    view: (close) => html`<form class="sheet" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void send(close);
    }}>
      ${closeButton(close)}
      <h2>${opens ? 'Open a case' : 'Ask for a case'}</h2>
      <p class="soft">${given.parcel ? 'About this parcel, from before it came.' : 'It gathers what the bank’s journal tells, also what comes late.'}
        ${opens ? nothing : 'Support decides.'}</p>
      ${given.parcel
        ? nothing
        : html`<div class="field"><label for="case-bank">Bank</label><input id="case-bank" type="text" autocomplete="off" maxlength="64" .value=${fields.bank} @input=${take('bank')} /></div>
          <div class="field"><label for="case-door">Door, when it is about one</label><input id="case-door" type="text" autocomplete="off" maxlength="3" placeholder="A07" .value=${fields.compartment} @input=${take('compartment')} /></div>`}
      <div class="field"><label for="case-claim">What is claimed</label>
        <textarea id="case-claim" rows="3" maxlength="500" aria-invalid=${missing ? 'true' : nothing} aria-describedby=${missing ? 'case-claim-wrong' : nothing} .value=${fields.claim} @input=${take('claim')}></textarea>
        ${missing ? html`<p class="wrong" id="case-claim-wrong">Say what is claimed, in a few words.</p>` : nothing}
        <div class="chips" role="group" aria-label="Said often">${CLAIMS.map((claim) => html`<button type="button" class="chip" @click=${() => {
          fields.claim = claim;
          dialog.draw();
          /** @type {HTMLElement | null} */ (dialog.element.querySelector('button[type=submit]'))?.focus(); // Enter opens it
        }}>${claim}</button>`)}</div></div>
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions"><button type="button" class="button" @click=${close}>Not now</button><button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Opening…' : opens ? 'Open it' : 'Ask for it'}</button></div>
    </form>`,
  });
  dialog.element.querySelector('textarea')?.focus();

  /** @param {() => void} close */
  async function send(close) {
    if (busy) return;
    missing = fields.claim.trim().length < 3;
    problem = null;
    if (missing) {
      dialog.draw();
      dialog.element.querySelector('textarea')?.focus();
      return;
    }
    busy = true;
    dialog.draw();
    try {
      const body = { ...given, ...fields, claim: fields.claim.trim() };
      const set = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined && String(value).trim() !== ''));
      const made = await post('/cases', set, { 'Idempotency-Key': key });
      close();
      context.go(`/cases/${made.id}`);
      return;
    } catch (failure) {
      problem = failure;
      if (isRefused(failure)) key = newKey();
    }
    busy = false;
    dialog.draw();
  }
}
