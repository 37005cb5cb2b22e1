import { html, nothing } from '../lit.js';
import { copyable } from './copyable.js';
import { closeButton, openDialog } from './dialog.js';
import { icon } from './icons.js';
import { problemNotice } from './states.js';

/**
 * One field: its name, its label, a hint, how it is filled in, and what can be chosen.
 * @typedef {[name: string, label: string, hint: string, kind?: 'text' | 'date' | 'number' | 'password' | 'checkbox' | 'select', options?: string[][]]} Field
 *
 * What a form answers with when something is shown once: a sentence, and what to take along.
 * @typedef {string | {told: string, secret: string, what: string}} Told
 */

/**
 * A dialog that asks for a few fields and saves them. What the server refuses is said in it, and nothing typed is lost.
 * @param {{title: string, prefix: string, fields: Record<string, any>, inputs: () => Field[], save: () => Promise<Told | null>, saved: () => void, act?: string, end?: {label: string, act: () => Promise<Told | null | void>} | null}} options
 */
export function openForm({ title, prefix, fields, inputs, save, saved, act = 'Save', end = null }) {
  let busy = false;
  /** @type {any} */
  let failed = null;
  /** @type {Told | null} */
  let shown = null;
  /** @param {() => Promise<Told | null | void>} then @param {() => void} close */
  const run = async (then, close) => {
    if (busy) return;
    busy = true;
    dialog.draw();
    try {
      const told = await then();
      saved();
      failed = null;
      if (told) shown = told;
      else close();
    } catch (failure) {
      failed = failure;
    }
    busy = false;
    if (dialog.element.isConnected) dialog.draw();
  };
  const dialog = openDialog({
    label: title,
    view: (close) => html`<form class="sheet" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      void run(save, close);
    }}>
      ${closeButton(close)}
      <h2>${title}</h2>
      ${shown
        ? html`<div class="notice verified" role="status">${icon('check', 'verified')}<div><strong>${typeof shown === 'string' ? shown : shown.told}</strong></div></div>
            ${typeof shown === 'string' ? nothing : copyable(shown.secret, shown.what)}
            <div class="actions"><button type="button" class="button primary" @click=${close}>Done</button></div>`
        : html`${inputs().map((each) => input(prefix, fields, each, () => dialog.draw()))}
          ${failed ? problemNotice(failed) : nothing}
          <div class="actions">
            ${end ? html`<button type="button" class="button quiet" ?disabled=${busy} @click=${() => void run(end.act, close)}>${end.label}</button>` : nothing}
            <button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>${act}</button></div>`}
    </form>`,
  });
}

/** @param {string} prefix of the ids @param {Record<string, any>} fields @param {Field} field @param {() => void} draw */
function input(prefix, fields, [name, label, hint, kind = 'text', options = []], draw) {
  const id = `${prefix}-${name}`;
  const take = (/** @type {Event} */ event) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    fields[name] = kind === 'checkbox' ? target.checked : target.value;
    if (kind === 'select' || kind === 'checkbox') draw();
  };
  if (kind === 'checkbox') return html`<label class="tick"><input type="checkbox" id=${id} .checked=${fields[name]} @change=${take} />${label}</label>`;
  return html`<div class="field"><label for=${id}>${label}</label>
    ${kind === 'select'
      ? html`<select id=${id} @change=${take}>${options.map(([value, text]) => html`<option value=${value} ?selected=${fields[name] === value}>${text}</option>`)}</select>`
      : html`<input id=${id} type=${kind} autocomplete="off" maxlength="254" .value=${fields[name]} aria-describedby=${hint ? `${id}-hint` : nothing} @input=${take} />`}
    ${hint ? html`<p class="soft small" id=${`${id}-hint`}>${hint}</p>` : nothing}</div>`;
}

/** What is named by commas; `null` for nothing. @param {string} text */
export function listed(text) {
  const all = text.split(',').map((each) => each.trim()).filter(Boolean);
  return all.length === 0 ? null : all;
}
