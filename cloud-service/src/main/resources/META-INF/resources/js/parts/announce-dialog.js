import { html, nothing } from '../lit.js';
import { isRefused, newKey, post } from '../net/api.js';
import { closeButton, openDialog } from './dialog.js';
import { problemNotice } from './states.js';

const SIZES = [['', 'Not known'], ['small', 'Small'], ['medium', 'Medium'], ['large', 'Large'], ['extra-large', 'Extra large']];

/**
 * Announces a delivery. The same press is the same parcel, however often it is sent.
 * @param {import('../app.js').Context} context
 * @param {string | null} bank
 * @param {() => void} done
 */
export function announceDialog(context, bank, done) {
  const fields = { bank: bank ?? '', label: '', recipient: '', tracking: '', reference: '', size: '' };
  let key = newKey();
  let busy = false;
  /** @type {any} */
  let problem = null;
  const input = (/** @type {keyof typeof fields} */ name, /** @type {string} */ label, /** @type {string} */ hint = '') => html`<div class="field">
    <label for=${`announce-${name}`}>${label}</label>
    <input id=${`announce-${name}`} autocomplete="off" maxlength="64" .value=${fields[name]} aria-describedby=${hint ? `announce-${name}-hint` : nothing}
      @input=${(/** @type {Event} */ event) => {
        fields[name] = /** @type {HTMLInputElement} */ (event.target).value;
      }} />
    ${hint ? html`<p class="soft small" id=${`announce-${name}-hint`}>${hint}</p>` : nothing}</div>`;
  const dialog = openDialog({
    label: 'Announce a delivery',
    view: (close) => html`<form class="sheet" novalidate @submit=${async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      problem = null;
      dialog.draw();
      try {
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== '').map(([name, value]) => [name, value.trim()]));
        const parcel = await post('/parcels', given, { 'Idempotency-Key': key });
        close();
        done();
        context.go(`/parcels/${parcel.id}?bank=${encodeURIComponent(parcel.bank)}`);
        return;
      } catch (failure) {
        problem = failure;
        if (isRefused(failure)) key = newKey();
      }
      busy = false;
      dialog.draw();
    }}>
      ${closeButton(close)}
      <h2>Announce a delivery</h2>
      <p class="soft">The bank keeps room for it and shows it to the courier, also without a network.</p>
      ${input('bank', 'Bank', 'Its id, such as harbour-7.')}
      ${input('recipient', 'Recipient', 'Their id; they are told when it is in.')}
      ${input('label', 'Or a unit', 'What the courier sees when there is no recipient. Never a full name.')}
      ${input('tracking', 'Tracking number')}
      ${input('reference', 'Your own reference')}
      <div class="field"><label for="announce-size">Size</label>
        <select id="announce-size" @change=${(/** @type {Event} */ event) => {
          fields.size = /** @type {HTMLSelectElement} */ (event.target).value;
        }}>${SIZES.map(([value, label]) => html`<option value=${value} ?selected=${fields.size === value}>${label}</option>`)}</select></div>
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions"><button type="button" class="button" @click=${close}>Not now</button><button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Announcing…' : 'Announce it'}</button></div>
    </form>`,
  });
}
