import { html, nothing } from '../lit.js';
import { closeButton, openDialog } from './dialog.js';
import { problemNotice } from './states.js';

/**
 * Asks for a reason, then does it. What is done without one is not asked here.
 * @param {object} options
 * @param {string} options.title
 * @param {unknown} options.says what follows from it
 * @param {string} options.label above the field
 * @param {string} options.done on the button
 * @param {number} [options.most] characters
 * @param {boolean} [options.long] more than one line
 * @param {string} [options.given] what stands in the field already
 * @param {(text: string) => Promise<void>} options.then
 */
export function whyDialog({ title, says, label, done, most = 256, long = false, given = '', then }) {
  let text = given;
  let busy = false;
  let empty = false;
  /** @type {any} */
  let problem = null;
  const take = (/** @type {Event} */ event) => ({ value: text } = /** @type {HTMLInputElement} */ (event.target));
  const dialog = openDialog({
    label: title,
    view: (close) => html`<form class="sheet" novalidate @submit=${async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (busy) return;
      empty = text.trim().length < 3;
      problem = null;
      if (empty) {
        dialog.draw();
        dialog.element.querySelector('#why-text')?.focus();
        return;
      }
      busy = true;
      dialog.draw();
      try {
        await then(text.trim());
        close();
        return;
      } catch (failure) {
        problem = failure;
      }
      busy = false;
      dialog.draw();
    }}>
      ${closeButton(close)}
      <h2>${title}</h2>
      <p class="soft">${says}</p>
      <div class="field"><label for="why-text">${label}</label>
        ${long
          ? html`<textarea id="why-text" rows="6" maxlength=${most} aria-invalid=${empty ? 'true' : nothing} aria-describedby=${empty ? 'why-empty' : nothing} .value=${text} @input=${take}></textarea>`
          : html`<input id="why-text" maxlength=${most} autocomplete="off" aria-invalid=${empty ? 'true' : nothing} aria-describedby=${empty ? 'why-empty' : nothing} .value=${text} @input=${take} />`}
        ${empty ? html`<p class="wrong" id="why-empty">Say why, in a few words.</p>` : nothing}</div>
      ${problem ? problemNotice(problem) : nothing}
      <div class="actions"><button type="button" class="button" @click=${close}>Leave it</button><button type="submit" class="button primary" ?disabled=${busy}>${done}</button></div>
    </form>`,
  });
  /** @type {HTMLElement | null} */ (dialog.element.querySelector('#why-text'))?.focus();
  return dialog;
}
