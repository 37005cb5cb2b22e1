import { html } from '../lit.js';
import { openDialog } from './dialog.js';
import { icon } from './icons.js';
import { get, query } from '../net/api.js';
import { healthWords } from '../words/states.js';

/**
 * Ctrl or Cmd and K: jump to any bank or page. A combobox with a listbox; the server searches the banks.
 * @typedef {{label: string, end: string, icon: string, path?: string, act?: () => void}} Choice
 */

/**
 * A code that a screen told somebody leads to that moment
 * @param {string} text
 * @returns {Choice[]}
 */
const troubles = (text) =>
  /^[a-z]\d{1,2}-\d{2,5}$/i.test(text) ? [{ label: `Find ${text.toUpperCase()}`, end: 'a code told at a screen', icon: 'screen', path: `/parcels${query({ q: text.toUpperCase() })}` }] : [];

/**
 * What has a digit in it may be a tracking number or a unit: the parcels are searched for it, after all that is called so
 * @param {string} text
 * @returns {Choice[]}
 */
const parcels = (text) => (text.length >= 2 && /\d/.test(text) ? [{ label: `Find “${text}” among the parcels`, end: 'unit or tracking number', icon: 'parcel', path: `/parcels${query({ q: text })}` }] : []);

/**
 * @param {{go: (path: string) => void, actions: Choice[]}} options
 */
export function openPalette({ go, actions }) {
  if (document.querySelector('dialog.palette')) return;
  let text = '';
  let chosen = 0;
  /** @type {Choice[]} */
  let banks = [];
  let failed = false;
  /** What the banks were searched for @type {string | null} */
  let told = null;
  /** @type {AbortController | null} */
  let asking = null;

  const all = () => [...troubles(text), ...actions.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())), ...banks, ...(told === text ? parcels(text) : [])]; // not before the banks are there: Enter takes the first

  async function ask() {
    const words = text;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const found = await get(`/banks${query({ q: text, limit: 8 })}`, signal);
      failed = false;
      banks = found.items.map((/** @type {any} */ bank) => ({
        label: bank.name ?? bank.id,
        end: `${bank.id} · ${healthWords(bank.health?.level).label}`,
        icon: 'fleet',
        path: `/banks/${encodeURIComponent(bank.id)}`,
      }));
    } catch {
      if (signal.aborted) return;
      failed = true;
      banks = [];
    }
    told = words;
    chosen = Math.min(chosen, Math.max(0, all().length - 1));
    dialog.draw();
  }

  /** @param {Choice | undefined} choice */
  function take(choice) {
    if (!choice) return;
    dialog.close();
    if (choice.path) go(choice.path);
    choice.act?.();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const count = all().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count > 0) {
      event.preventDefault();
      chosen = (chosen + step + count) % count;
      dialog.draw();
      dialog.element.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      take(all()[chosen]);
    }
  }

  const dialog = openDialog({
    label: 'Jump to',
    className: 'palette',
    view: () => {
      const choices = all();
      return html`<input
          type="text"
          role="combobox"
          aria-label="Jump to a bank or a page"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant=${choices.length > 0 ? `palette-${chosen}` : ''}
          autocomplete="off"
          spellcheck="false"
          autofocus
          placeholder="Jump to a bank or a page"
          @input=${(/** @type {Event} */ event) => {
            text = /** @type {HTMLInputElement} */ (event.target).value.trim();
            chosen = 0;
            dialog.draw();
            void ask();
          }}
          @keydown=${key}
        />
        <div role="listbox" id="palette-list" aria-label="Places">
          ${choices.map(
            (choice, index) => html`<div
              role="option"
              id=${`palette-${index}`}
              aria-selected=${index === chosen}
              @click=${() => take(choice)}
            >
              ${icon(/** @type {any} */ (choice.icon))}<span>${choice.label}</span><span class="end">${choice.end}</span>
            </div>`,
          )}
        </div>
        ${choices.length === 0 ? html`<p class="none" role="status">${failed ? 'The banks cannot be searched now.' : `Nothing is called “${text}”.`}</p>` : ''}`;
    },
  });
  void ask();
}
