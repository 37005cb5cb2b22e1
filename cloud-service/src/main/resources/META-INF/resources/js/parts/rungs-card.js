import { html, nothing } from '../lit.js';
import { icon } from './icons.js';
import { levelName } from './fleet-ladder.js';

/** How often each step of the ladders helped, so that nobody has to believe it. */

/** @param {any} remedies the answer of `/remedies`; `null` until it came */
export function rungsCard(remedies) {
  const rows = [
    ...(remedies?.rungs ?? []).map((/** @type {any} */ each) => ({ who: 'The bank', ...each, open: each.unknown, unproven: each.notHealed })),
    ...(remedies?.fleetRungs ?? []).map((/** @type {any} */ each) => ({ who: 'The cloud', ...each, open: each.running, unproven: each.unverified })),
  ].filter(({ taken }) => taken > 0);
  if (rows.length === 0) return nothing;
  return html`<section class="card rungtable">
    <header>${icon('wrench')}<h2 id="rungs-title">What restarts healed</h2><span class="mute dense">the last 7 days</span></header>
    <div class="body" role="region" aria-labelledby="rungs-title" tabindex="0"><table>
      <thead><tr><th scope="col">Restarted</th><th scope="col">by</th><th scope="col">taken</th><th scope="col">healed</th><th scope="col">did not help</th><th scope="col">not done</th><th scope="col">open</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr><th scope="row">${levelName(row.level)}</th><td>${row.who}</td><td>${row.taken}</td><td>${row.healed}</td><td>${row.unproven}</td><td>${row.notDone}</td><td>${row.open}</td></tr>`)}</tbody>
    </table></div>
  </section>`;
}
