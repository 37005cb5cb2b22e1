import { html, nothing } from '../lit.js';
import { changed } from './changed.js';
import { badge, icon } from './icons.js';
import { left, powerWords } from '../words/power.js';
import { plain } from '../words/entries.js';
import { doorWords, kioskWords, occupancyWords, presenceWords } from '../words/states.js';
import { doorState, lockText } from '../words/front.js';
import { identityWords, short } from '../words/keys.js';
import { ago, clock, clockOffset, exact, instant, span } from '../words/time.js';

/** The cards beside the front of a bank: power, the machine, the chosen door. */

/** How old a fact is, and the entry it comes from @param {any} fact @param {number} now @param {string} zone */
const source = (fact, now, zone) =>
  fact?.at ? html`<span class="mute dense" title=${exact(fact.at, zone)}>${ago(fact.at, now)}${fact.seq === null || fact.seq === undefined ? '' : ` · entry ${fact.seq}`}</span>` : nothing;

/**
 * @param {any} twin
 * @param {{now: number, stale: boolean, points: Array<[string, number]>}} options
 */
export function powerCard(twin, { now, stale, points }) {
  const { power } = twin;
  const zone = twin.site?.timeZone ?? 'UTC';
  const words = powerWords(power);
  const old = stale || power?.fresh === false;
  const onBattery = power?.state === 'battery' || power?.state === 'low';
  return html`<section class="card power" aria-labelledby="power-title">
    <header>${icon('bolt')}<h2 id="power-title">Power</h2>${source(power, now, zone)}</header>
    <div class="body">
      <p class="big ${old ? 'stale' : ''}" ${changed(words.label)}>${badge(words)}</p>
      <p class="soft ${old ? 'stale' : ''}">${onBattery ? html`<strong ${changed(left(power.runtimeSeconds))}>${sentenceCase(left(power.runtimeSeconds))}</strong>` : sentenceCase(words.detail)}</p>
      ${power?.chargePercent === null || power?.chargePercent === undefined
        ? nothing
        : html`<div class="charge">
            <svg class="meter ${power.chargePercent < 20 ? 'low' : ''}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label=${`Battery ${Math.round(power.chargePercent)} percent charged`}>
              <rect class="track" width="100" height="6" /><rect class="level" width=${Math.max(0, Math.min(100, power.chargePercent))} height="6" />
            </svg>
            <span>${Math.round(power.chargePercent)} %</span>
          </div>`}
      ${points.length > 1 ? spark(points) : nothing}
      <dl class="facts small">
        <dt>Since</dt><dd>${power?.at ? html`<span title=${exact(power.at, zone)}>${clock(power.at, zone)}</span> <span class="mute">(${span(now - (instant(power.at) ?? now))})</span>` : 'never reported'}</dd>
        <dt>Runtime</dt><dd>${power?.runtimeSeconds === null || power?.runtimeSeconds === undefined ? 'not known' : html`${span(power.runtimeSeconds * 1000)} <span class="mute">at this load</span>`}</dd>
        <dt>UPS says</dt><dd>${power?.status ? html`<span class="mono">${power.status}</span>` : html`<span class="mute">nothing</span>`}</dd>
        ${power?.reason ? html`<dt>Why</dt><dd>${power.reason}</dd>` : nothing}
      </dl>
    </div>
  </section>`;
}

/** The charge of the last hours as one line @param {Array<[string, number]>} points */
function spark(points) {
  const times = points.map(([at]) => instant(at) ?? 0);
  const from = times[0];
  const wide = Math.max(1, times[times.length - 1] - from);
  const line = points.map(([, value], index) => `${index === 0 ? 'M' : 'L'}${(((times[index] - from) / wide) * 100).toFixed(2)} ${(30 - (Math.max(0, Math.min(100, value)) / 100) * 28).toFixed(2)}`).join('');
  const low = Math.min(...points.map(([, value]) => value));
  return html`<svg class="spark" viewBox="0 0 100 31" preserveAspectRatio="none" role="img" aria-label=${`Charge over the last ${span(wide)}, lowest ${Math.round(low)} percent`}>
    <path class="area" d=${`${line}L100 31L0 31Z`} /><path class="line" d=${line} vector-effect="non-scaling-stroke" />
  </svg>`;
}

const sentenceCase = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * @param {any} twin
 * @param {{now: number, stale: boolean}} options
 */
export function machineCard(twin, { now, stale }) {
  const zone = twin.site?.timeZone ?? 'UTC';
  const { kiosk, agent, network, journal, presence } = twin;
  const link = presenceWords(presence?.state);
  const screen = kioskWords(kiosk?.state);
  const upNow = agent ? agent.upMillis + Math.max(0, now - (instant(agent.at) ?? now)) : null;
  const behind = network?.behind ?? (journal ? journal.received - journal.upTo : null);
  const off = Math.abs(network?.clockOffsetMillis ?? 0) >= 5000;
  return html`<section class="card machine" aria-labelledby="machine-title">
    <header>${icon('chip')}<h2 id="machine-title">Kiosk, agent, network</h2></header>
    <div class="body">
      <dl class="facts small">
        <dt>Link</dt><dd><span ${changed(link.label)}>${badge(link)}</span> ${presence?.since ? html`<span class="mute" title=${exact(presence.since, zone)}>for ${span(now - (instant(presence.since) ?? now))}</span>` : nothing}
          ${presence?.explanation ? html`<span class="mute dense note">${presence.explanation}</span>` : nothing}</dd>
        <dt>Last heard</dt><dd><span class=${stale ? 'stale' : ''} title=${exact(twin.lastSeen, zone)}>${ago(twin.lastSeen, now)}</span></dd>
        <dt>Kiosk</dt><dd><span class=${stale || kiosk?.fresh === false ? 'stale' : ''} ${changed(screen.label)}>${badge(screen)}</span> ${source(kiosk, now, zone)}</dd>
        <dt>Agent</dt><dd>${agent ? html`<span class="mono">${agent.version ?? 'version not known'}</span>` : html`<span class="mute">never seen</span>`}</dd>
        ${agent
          ? html`<dt>Started</dt><dd><span title=${exact(agent.startedAt, zone)}>${ago(agent.startedAt, now)}</span>, ${plain(agent.cause ?? 'cause not known')}
              ${agent.expected === false ? html`<span class="badge tone-minor">${icon('diamond')}nobody asked for it</span>` : nothing}</dd>
            <dt>Boot</dt><dd>number ${agent.boot}, up ${upNow === null ? 'not known' : span(upNow)} <span class="mono mute" title=${agent.bootId}>${String(agent.bootId ?? '').slice(0, 8)}</span></dd>`
          : nothing}
        ${twin.identity
          ? html`<dt>Identity</dt><dd><span ${changed(identityWords(twin.identity).label)}>${badge(/** @type {any} */ (identityWords(twin.identity)))}</span>
              ${twin.identity.fingerprint ? html`<span class="mono mute" title=${`Thumbprint of its key: ${twin.identity.fingerprint}`}>${short(twin.identity.fingerprint)}</span>` : nothing}</dd>`
          : nothing}
        <dt>Clock</dt><dd>${off ? badge({ tone: 'minor', shape: 'diamond', label: clockOffset(network.clockOffsetMillis) }) : clockOffset(network?.clockOffsetMillis)}</dd>
        <dt>Journal</dt><dd>${journal
          ? html`up to entry <span ${changed(journal.upTo)}>${journal.upTo}</span>${behind > 0 ? html` <span class="badge tone-minor">${icon('diamond')}${behind} behind</span>` : html`, <span class="mute">nothing behind</span>`}`
          : html`<span class="mute">nothing received</span>`}</dd>
      </dl>
    </div>
  </section>`;
}

/**
 * What is known of the chosen door, and the way to open it
 * @param {any} twin
 * @param {any} cell
 * @param {{now: number, stale: boolean, ask: ((kind: string) => void) | null, dispute: (() => void) | null, only: () => void, drop: () => void}} options
 *   `ask` and `dispute` are `null` for who may not
 */
export function doorPanel(twin, cell, { now, stale, ask, dispute, only, drop }) {
  const zone = twin.site?.timeZone ?? 'UTC';
  const door = doorWords(doorState(cell));
  const inside = occupancyWords(cell.occupancy?.state);
  const confidence = cell.occupancy?.confidence;
  const out = cell.service?.inService === false;
  return html`<section class="doorpanel" aria-labelledby="door-title">
    <div class="top">
      <h3 id="door-title">${cell.id} <span class="mute">${{ S: 'small', M: 'medium', L: 'large', XL: 'extra large' }[cell.size] ?? ''}</span></h3>
      <button type="button" class="button quiet square slim" aria-label="Put the door down" @click=${drop}>${icon('cross')}</button>
    </div>
    <dl class="facts small">
      <dt>Door</dt><dd><span class=${stale || cell.door?.fresh === false ? 'stale' : ''} ${changed(door.label)}>${badge({ ...door, label: sentenceCase(door.label) })}</span> ${source(cell.door, now, zone)}</dd>
      <dt>Inside</dt><dd><span ${changed(inside.label)}>${badge({ ...inside, label: sentenceCase(inside.label) })}</span>
        ${typeof confidence === 'number' ? html`<span class="mute">${Math.round(confidence * (confidence <= 1 ? 100 : 1))} % sure</span>` : nothing} ${source(cell.occupancy, now, zone)}</dd>
      <dt>Lock</dt><dd>${lockText(cell, now)}</dd>
      ${out || cell.service
        ? html`<dt>Service</dt><dd><span ${changed(out)}>${badge(out ? { tone: 'shelved', shape: 'wrench', label: 'Out of service' } : { tone: 'calm', shape: 'check', label: 'In service' })}</span>
            <span class="mute">“${cell.service.why}”</span> ${source(cell.service, now, zone)}</dd>`
        : nothing}
    </dl>
    <div class="actions">
      ${ask ? html`<button type="button" class="button primary" @click=${() => ask('unlock')}>${icon('unlock')}Unlock ${cell.id}…</button>` : nothing}
      <button type="button" class="button" @click=${only}>Its timeline</button>
      ${dispute ? html`<button type="button" class="button quiet" @click=${dispute}>Open a case…</button>` : nothing}
      ${ask ? html`<button type="button" class="button quiet" @click=${() => ask(out ? 'in-service' : 'out-of-service')}>${out ? 'Put back into service…' : 'Take out of service…'}</button>` : nothing}
    </div>
  </section>`;
}
