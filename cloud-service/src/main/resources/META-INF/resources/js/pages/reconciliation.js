import { html, nothing } from '../lit.js';
import { get } from '../net/api.js';
import { icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { parcelTabs } from './parcels.js';
import { differenceWords } from '../words/parcels.js';
import { ago, exact, plural } from '../words/time.js';

const GATHER = 1000;

/**
 * Where the books do not agree with what the banks sense or say: what replaces the weekly walk with a printed sheet.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function reconciliationPage(context) {
  /** @type {any[] | null} */
  let items = null;
  /** @type {any} */
  let problem = null;
  let reading = 0;
  const gone = new AbortController();

  async function read() {
    try {
      items = (await get('/reconciliation', gone.signal)).items;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  return {
    title: 'Differences',
    topics: ['fleet'],
    start: () => void read(),
    stop() {
      gone.abort();
      clearTimeout(reading);
    },
    changed(changes) {
      if (!changes.some(({ topic }) => topic === 'bank')) return;
      clearTimeout(reading);
      reading = window.setTimeout(() => void read(), GATHER);
    },
    view() {
      const now = context.now();
      return html`<div class="pagehead"><div><h1 tabindex="-1">${items ? (items.length === 0 ? 'The books agree with the banks.' : `${plural(items.length, 'difference')} to look at.`) : 'Differences'}</h1>
          <p class="sub">Books against sensors, all the time. Nobody has to open lockers and compare by hand.</p></div></div>
        ${parcelTabs('/reconciliation', items?.length ?? null)}
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="card">
          ${items
            ? items.length > 0
              ? html`<ul>${items.map((item) => line(item, now))}</ul>`
              : empty('check', 'Nothing to do', 'Every parcel is where the books have it, as far as the sensors can tell, and every movement has ended.')
            : problem ? nothing : skeleton(5)}
        </div>`;
    },
  };
}

/** @param {any} item @param {number} now */
function line(item, now) {
  const words = differenceWords(item.kind);
  const bank = `/banks/${encodeURIComponent(item.bank)}`;
  return html`<li class="alarm difference">
    ${icon(words.shape, words.tone)}
    <div class="what">
      <p class="line"><strong>${words.label}</strong></p>
      <p>${item.what} <span class="soft">${item.suggestion}</span></p>
      <p class="meta">
        <a class="to" href=${item.compartment ? `${bank}?door=${encodeURIComponent(item.compartment)}` : bank}>${item.bank}${item.compartment ? `, ${item.compartment}` : ''}</a>
        ${item.parcel ? html`<a href=${`/parcels/${item.parcel}?bank=${encodeURIComponent(item.bank)}`}>the parcel’s story</a>` : nothing}
        <span title=${exact(item.since, 'UTC')}>since ${ago(item.since, now)}</span>
        ${item.evidence.map((/** @type {any} */ entry) => html`<a class="mono" href=${`${bank}?entry=${entry.epoch}:${entry.seq}`}>entry ${entry.seq}</a>`)}
      </p>
    </div>
  </li>`;
}
