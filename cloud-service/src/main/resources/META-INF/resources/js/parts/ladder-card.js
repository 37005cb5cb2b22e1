import { html, nothing } from '../lit.js';
import { fleetLadder } from './fleet-ladder.js';
import { badge, icon } from './icons.js';
import { ago, clock, exact } from '../words/time.js';

/** Why the bank is as it is, and its ladder as it runs. */

const parts = { kiosk: 'Screen', sensors: 'Door switches', ups: 'UPS', link: 'Link', disk: 'Disk' };
const levels = { kiosk: 'Screen', agent: 'Agent', controller: 'Controller', power: 'Power' };

/** @type {Record<string, {tone: string, shape: any, label: string}>} */
const rungStates = {
  healed: { tone: 'calm', shape: 'check', label: 'Healed' },
  'not-healed': { tone: 'major', shape: 'triangle', label: 'Did not help' },
  'not-done': { tone: 'minor', shape: 'diamond', label: 'Not done' },
  running: { tone: 'info', shape: 'ring', label: 'Running' },
  next: { tone: 'info', shape: 'arrow', label: 'Next' },
  'not-taken': { tone: 'unknown', shape: 'dash', label: 'Not taken' },
};

/**
 * @param {any} diagnosis
 * @param {{now: number, zone: string, show: (epoch: number, seq: number) => void,
 *   pause: ((minutes: number) => void) | null, take: ((level: string) => void) | null, changed: () => void}} options
 *   `pause` and `take` are `null` for who may not; `changed` is told when the cloud's part was held back or used
 */
export function ladderCard(diagnosis, { now, zone, show, pause, take, changed }) {
  const { ladder } = diagnosis;
  const climb = ladder.climbs.find((/** @type {any} */ each) => !each.overAt) ?? ladder.climbs[0] ?? null;
  const next = climb && !climb.overAt ? climb.rungs.find((/** @type {any} */ rung) => rung.state === 'next' || (climb.gaveUp && rung.state === 'not-taken')) : null;
  return html`<section class="card ladder" aria-labelledby="ladder-title">
    <header>${icon('wrench')}<h2 id="ladder-title">Why, and what next</h2></header>
    <div class="body">
      ${diagnosis.findings.length === 0 ? html`<p class="soft">${diagnosis.sentence}</p>` : html`<ul class="findings">${diagnosis.findings.map((/** @type {any} */ each) => finding(each, { now, zone, show }))}</ul>`}
      ${climb ? rungs(climb, { now, zone }) : nothing}
      ${ladder.paused ? html`<p class="small">Held back by ${ladder.paused.by} until ${clock(ladder.paused.until, zone)}.</p>` : nothing}
      <p class="mute small">${ladder.mostPerDay === null || ladder.mostPerDay === undefined ? 'No automatic restart of agent or controller so far.' : `${ladder.left} of ${ladder.mostPerDay} automatic restarts left today.`}</p>
      <div class="acts">
        ${take && next ? html`<button type="button" class="button slim" @click=${() => take(next.level)}>Take the next step now…</button>` : nothing}
        ${pause ? (ladder.paused ? html`<button type="button" class="button slim" @click=${() => pause(0)}>Let it go on…</button>` : html`<button type="button" class="button slim" @click=${() => pause(60)}>Hold back…</button>`) : nothing}
      </div>
      ${fleetLadder(diagnosis.fleetLadder, { zone, bank: diagnosis.bank, may: pause !== null, changed })}
    </div>
  </section>`;
}

/** @param {any} each @param {{now: number, zone: string, show: (epoch: number, seq: number) => void}} options */
function finding(each, { now, zone, show }) {
  return html`<li>
    <p><strong>${each.what}</strong> <span class="mute dense" title=${exact(each.since, zone)}>${ago(each.since, now)}</span></p>
    <dl class="facts small">
      ${each.lastGood ? html`<dt>Last well</dt><dd title=${exact(each.lastGood, zone)}>${clock(each.lastGood, zone)}</dd>` : nothing}
      <dt>Likely</dt><dd>${each.likelyCause}</dd>
      <dt>Next</dt><dd>${each.next}</dd>
      ${each.evidence ? html`<dt>Evidence</dt><dd><button type="button" class="button slim" @click=${() => show(each.evidence.epoch, each.evidence.seq)}>Entry ${each.evidence.seq}</button></dd>` : nothing}
    </dl>
  </li>`;
}

/** @param {any} climb @param {{now: number, zone: string}} options */
function rungs(climb, { now, zone }) {
  return html`<h3 class="small">${parts[/** @type {keyof typeof parts} */ (climb.part)] ?? climb.part}, ${climb.overAt ? `well again ${ago(climb.overAt, now)}` : `since ${clock(climb.since, zone)}`}</h3>
    <ol class="rungs small">
      ${climb.rungs.map((/** @type {any} */ rung) => html`<li><span>${levels[/** @type {keyof typeof levels} */ (rung.level)] ?? rung.level}</span>
        ${badge(rungStates[rung.state] ?? rungStates['not-taken'])}
        ${rung.evidence ? html`<span class="soft">${rung.evidence}</span>` : nothing}</li>`)}
    </ol>
    ${climb.held ? html`<p class="small">Waits: ${climb.held}.</p>` : nothing}
    ${climb.gaveUp ? html`<p class="small"><strong>A person is needed:</strong> ${climb.gaveUp}.</p>` : nothing}`;
}
