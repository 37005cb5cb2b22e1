import { html, nothing, repeat } from '../lit.js';
import { icon } from './icons.js';
import { empty } from './states.js';
import { groups, groupOf, sentenceOf } from '../words/entries.js';
import { clock, day, dayKey, exact, lap, instant } from '../words/time.js';

/**
 * The journal of a bank as sentences, newest first, by day of the site; the raw entry opens under each.
 *
 * @typedef {{journal: string, epoch: number, seq: number, at: string, boot: number, up: number, receivedAt: string, type: string, subject: string | null, entry: any}} Received
 */

/** @param {Received} received */
export const keyOf = ({ epoch, seq }) => `${epoch}:${seq}`;

/**
 * Newest first by journal order, each entry once, whatever order it came in
 * @param {Received[]} known
 * @param {Received[]} arrived
 */
export function merged(known, arrived) {
  const all = new Map([...known, ...arrived].map((each) => [keyOf(each), each]));
  return [...all.values()].sort((a, b) => b.epoch - a.epoch || b.seq - a.seq);
}

/** @param {Received} received @param {string | null} group @param {string | null} door */
export function fits(received, group, door) {
  if (group && groupOf(received.type) !== group) return false;
  if (!door) return true;
  return received.entry?.compartment === door || (received.subject ?? '').endsWith(`/${door}`);
}

/**
 * @param {object} options
 * @param {Received[]} options.entries
 * @param {string} options.zone
 * @param {string | null} options.group
 * @param {string | null} options.door
 * @param {string[]} options.doors
 * @param {string} options.overtime where the same is drawn as lanes
 * @param {boolean} options.more older ones exist
 * @param {boolean} options.busy
 * @param {Set<string>} options.open
 * @param {Set<string>} options.fresh arrived a moment ago
 * @param {number} options.held waiting, so that nothing moves under the pointer
 * @param {{filter: (fields: Record<string, string | null>) => void, older: () => void, toggle: (key: string) => void, release: () => void, hold: (on: boolean) => void}} options.then
 */
export function timeline({ entries, zone, group, door, doors, overtime, more, busy, open, fresh, held, then }) {
  const shown = entries.filter((each) => fits(each, group, door));
  // Held over the whole card, so that the button that lets them in does not vanish from under the pointer.
  return html`<section class="card timeline" aria-labelledby="timeline-title" @pointerenter=${() => then.hold(true)} @pointerleave=${() => then.hold(false)}>
    <header>
      ${icon('clock')}
      <h2 id="timeline-title">Timeline</h2>
      <a class="button slim quiet" href=${overtime}>As lanes, with video</a>
      <div class="pick">
        <select aria-label="Kind of entries" @change=${(/** @type {Event} */ event) => then.filter({ show: /** @type {HTMLSelectElement} */ (event.target).value })}>
          <option value="" ?selected=${!group}>Everything</option>
          ${Object.entries(groups).map(([key, label]) => html`<option value=${key} ?selected=${group === key}>${label}</option>`)}
        </select>
        <select aria-label="Compartment" @change=${(/** @type {Event} */ event) => then.filter({ only: /** @type {HTMLSelectElement} */ (event.target).value })}>
          <option value="" ?selected=${!door}>All doors</option>
          ${doors.map((each) => html`<option value=${each} ?selected=${door === each}>${each}</option>`)}
        </select>
      </div>
    </header>
    ${held > 0 ? html`<button type="button" class="button slim held" @click=${then.release}>${icon('arrow')}${held} new ${held === 1 ? 'entry' : 'entries'}</button>` : nothing}
    ${shown.length === 0
      ? empty('clock', group || door ? 'Nothing of this kind so far' : 'No entry yet', more ? 'Older entries may hold some.' : 'Everything the bank does appears here, with its proof.',
          group || door ? html`<button type="button" class="button" @click=${() => then.filter({ show: null, only: null })}>Show everything</button>` : nothing)
      : html`<ol class="entries">
          ${repeat(shown, keyOf, (each, index) => line(each, shown[index - 1], { zone, open, fresh, then }))}
        </ol>`}
    ${more ? html`<p class="more"><button type="button" class="button" ?disabled=${busy} @click=${then.older}>${busy ? 'Loading…' : 'Load older'}</button></p>` : nothing}
  </section>`;
}

/** @param {Received} each @param {Received | undefined} before @param {any} options */
function line(each, before, { zone, open, fresh, then }) {
  const key = keyOf(each);
  const { icon: drawing, tone, text } = sentenceOf({ ...each.entry, type: each.type });
  const isOpen = open.has(key);
  const newDay = !before || dayKey(before.at, zone) !== dayKey(each.at, zone);
  return html`<li id=${`entry-${each.epoch}-${each.seq}`} class=${fresh.has(key) ? 'entry pulse' : 'entry'}>
    ${newDay ? html`<h3 class="day">${day(each.at, zone)}</h3>` : nothing}
    <button type="button" class="line" aria-expanded=${isOpen} @click=${() => then.toggle(key)}>
      <time datetime=${each.at} title=${exact(each.at, zone)}>${clock(each.at, zone)}</time>
      ${icon(/** @type {any} */ (drawing), tone)}
      <span class="text">${text}</span>
      <span class="seq mono">${each.seq}</span>
    </button>
    ${isOpen ? raw(each, zone) : nothing}
  </li>`;
}

/** @param {Received} each @param {string} zone */
function raw(each, zone) {
  const took = (instant(each.receivedAt) ?? 0) - (instant(each.at) ?? 0);
  return html`<div class="raw">
    <dl class="facts small">
      <dt>Happened</dt><dd>${exact(each.at, zone)}</dd>
      <dt>Received</dt><dd>${exact(each.receivedAt, zone)}${took > 0 ? ` · ${lap(took)} later` : ''}</dd>
      <dt>Order</dt><dd>entry ${each.seq} of journal ${each.epoch}, boot ${each.boot}, ${lap(each.up)} after it</dd>
    </dl>
    <pre tabindex="0" aria-label="Raw entry"><code>${JSON.stringify(each.entry, null, 2)}</code></pre>
  </div>`;
}
