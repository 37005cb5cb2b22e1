import { html, nothing } from '../lit.js';
import { get, query } from '../net/api.js';
import { badge, icon } from './icons.js';
import { sentenceOf } from '../words/entries.js';
import { parcelWords, whose } from '../words/parcels.js';
import { exact, clock } from '../words/time.js';

/** Entries shown before and after the one that a link named. */
const AROUND = 8;

/**
 * What the books have behind a bank's doors, and the moment of its journal that a link named.
 * @param {{bank: string, context: import('../app.js').Context, signal: AbortSignal}} options
 */
export function parcelsPart({ bank, context, signal }) {
  const base = `/banks/${encodeURIComponent(bank)}`;
  /** @type {Map<string, any[]>} */
  let inside = new Map();
  /** @type {any[]} */
  let moment = [];
  let asked = '';

  async function read() {
    try {
      const found = await get(`/parcels${query({ bank, state: 'inside', limit: 500 })}`, signal);
      const next = new Map();
      for (const parcel of found.items) {
        if (parcel.compartment) next.set(parcel.compartment, [...(next.get(parcel.compartment) ?? []), parcel]);
      }
      inside = next;
      context.draw();
    } catch {
      /* the front is drawn from the sensors alone */
    }
  }

  async function readMoment() {
    const named = context.query().get('entry') ?? '';
    if (named === asked) return;
    asked = named;
    const [epoch, seq] = named.split(':').map(Number);
    if (!Number.isSafeInteger(epoch) || !Number.isSafeInteger(seq)) {
      moment = [];
      return;
    }
    try {
      moment = (await get(`${base}/entries${query({ before: `${epoch}:${seq + AROUND}`, limit: 2 * AROUND })}`, signal)).items.reverse();
    } catch {
      moment = [];
    }
    context.draw();
  }

  /** Marks what is expected on a drawn front @param {import('./elevation.js').Column[]} columns @param {any} twin */
  function mark(columns, twin) {
    const conditions = new Map((twin.compartments ?? []).map((/** @type {any} */ cell) => [cell.id, cell.conditions ?? []]));
    for (const cell of columns.flatMap((column) => column.cells)) {
      const parcels = inside.get(cell.id) ?? [];
      const told = conditions.get(cell.id) ?? [];
      cell.expected = parcels.length > 0;
      cell.contradicts = told.includes('missing-content') || told.includes('unexpected-content') || parcels.some(({ state }) => state === 'contradictory');
      if (cell.expected) cell.words += parcels.length === 1 ? ', one parcel by the books' : `, ${parcels.length} parcels by the books`;
      if (cell.contradicts) cell.words += ', books and sensor contradict each other';
    }
    return columns;
  }

  /** @param {string | null} door */
  const at = (door) => {
    const parcels = door ? (inside.get(door) ?? []) : [];
    return parcels.length === 0
      ? nothing
      : html`<ul class="doorparcels" aria-label=${`Parcels in ${door}`}>${parcels.map((parcel) => html`<li>${badge(parcelWords(parcel.state))} <a href=${`/parcels/${parcel.id}?bank=${encodeURIComponent(bank)}`}>${whose(parcel)}</a></li>`)}</ul>`;
  };

  /** @param {string} zone */
  function momentCard(zone) {
    const named = context.query().get('entry');
    if (!named || moment.length === 0) return nothing;
    return html`<section class="card moment" aria-labelledby="moment-title">
      <header>${icon('pin')}<h2 id="moment-title">Around entry ${named.split(':')[1]}</h2>
        <button type="button" class="button quiet slim" @click=${() => context.setQuery({ entry: null })}>Close</button></header>
      <ol class="story">${moment.map((each) => {
        const words = sentenceOf({ ...each.entry, type: each.type });
        return html`<li class=${`${each.epoch}:${each.seq}` === named ? 'named' : ''}><div class="line">
          <time datetime=${each.at} title=${exact(each.at, zone)}>${clock(each.at, zone)}</time>${icon(/** @type {any} */ (words.icon), words.tone)}
          <div class="text">${words.text}</div><span class="seq mono">${each.seq}</span></div></li>`;
      })}</ol></section>`;
  }

  return { read, readMoment, mark, at, momentCard };
}
