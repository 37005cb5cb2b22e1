import { html } from '../lit.js';
import { icon } from './icons.js';

/**
 * A line to take along. Where the browser gives no clipboard, it is selected, so that the keyboard can copy it.
 * @param {string} text
 * @param {string} what in "Copy ..."
 */
export const copyable = (text, what) => html`<div class="copyable">
  <pre tabindex="0" aria-label=${what}><code>${text}</code></pre>
  <button type="button" class="button slim" aria-label=${`Copy ${what}`} @click=${(/** @type {Event} */ event) => void copy(/** @type {HTMLElement} */ (event.currentTarget), text)}>${icon('copy')}<span aria-live="polite">Copy</span></button>
</div>`;

/** @param {HTMLElement} button @param {string} text */
async function copy(button, text) {
  const says = /** @type {HTMLElement} */ (button.querySelector('span'));
  try {
    await navigator.clipboard.writeText(text);
    says.textContent = 'Copied';
  } catch {
    const code = /** @type {HTMLElement} */ (button.parentElement?.querySelector('code'));
    getSelection()?.selectAllChildren(code);
    says.textContent = 'Selected: press Ctrl and C';
  }
  setTimeout(() => (says.textContent = 'Copy'), 3000);
}
