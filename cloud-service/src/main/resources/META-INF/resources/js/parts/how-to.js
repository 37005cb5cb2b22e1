import { html } from '../lit.js';

/**
 * Leads to a page of the handbook, which comes with the service as plain text.
 * @param {'announce-a-delivery' | 'calibrate-sensors' | 'open-everything' | 'rotate-keys' | 'set-up-a-bank' | 'read-why'} name
 * @param {string} label
 */
export const howTo = (name, label) => html`<a class="howto" href=${`/how-to/${name}.md`} target="_blank" rel="noopener">${label}<span class="sr"> (opens in a new tab)</span></a>`;
