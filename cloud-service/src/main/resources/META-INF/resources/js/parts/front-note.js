import { html, nothing } from '../lit.js';
import { howTo } from './how-to.js';
import { icon } from './icons.js';
import { notKnown, unknownContents, unknownDoors } from '../words/front.js';

/** What stands below the front: what its shapes mean, and what is not known yet and how it becomes known. */

/** @param {{contents: number}} unknown */
const legend = ({ contents }) => html`<ul class="frontlegend" aria-label="Legend">
  ${[
    ['closed', 'closed'],
    ['open', 'open'],
    ['jammed', 'jammed'],
    ['unknown', 'door not known'],
    ['service', 'out of service'],
    ['box', 'something inside'],
    ['expected', 'parcel by the books'],
    ['contra', 'books and sensor differ'],
  ].map(([kind, label]) => html`<li><span class="swatch sw-${kind}" aria-hidden="true"></span>${label}</li>`)}
  ${contents > 0 ? html`<li><span class="swatch sw-ask" aria-hidden="true">?</span>contents not known yet</li>` : nothing}
</ul>`;

/** @param {import('./elevation.js').Column[]} columns */
export function frontNote(columns) {
  const unknown = notKnown(columns);
  return html`${legend(unknown)}
    ${unknown.doors > 0 ? html`<p class="frontnote">${icon('dashed', 'unknown')}<span>${unknownDoors(unknown)}</span></p>` : nothing}
    ${unknown.contents > 0 ? html`<p class="frontnote">${icon('dashed', 'unknown')}<span>${unknownContents(unknown)} ${howTo('calibrate-sensors', 'How to calibrate')}</span></p>` : nothing}`;
}
