import { html, nothing, repeat } from '../lit.js';
import { get, query } from '../net/api.js';
import { announceDialog } from '../parts/announce-dialog.js';
import { badge, icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { carried, parcelWords, whose } from '../words/parcels.js';
import { ago, exact, instant, plural, span } from '../words/time.js';

const PAGE = 100;
/** Milliseconds: what changes in a burst is read once. */
const GATHER = 1000;

const VIEWS = /** @type {Array<[string, string]>} */ ([
  ['inside', 'In a bank'],
  ['announced', 'On their way'],
  ['contradictory', 'Contradictory'],
  ['ended', 'Over'],
  ['all', 'All'],
]);

/** The three ways to parcels, above each of their pages @param {string} here @param {number | null} differences */
export const parcelTabs = (here, differences) => html`<nav class="tabs" aria-label="Parcels">
  ${[
    ['/parcels', 'Parcels'],
    ['/reconciliation', 'Differences'],
  ].map(([path, label]) => html`<a href=${path} aria-current=${here === path ? 'page' : nothing}>${label}${path === '/reconciliation' && differences ? html`<span class="count bad">${differences}<span class="sr"> open</span></span>` : nothing}</a>`)}
</nav>`;

/**
 * Parcels: the newest changed first, by where they stand; what somebody has in hand finds them.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function parcelsPage(context) {
  /** @type {any[] | null} */
  let parcels = null;
  /** @type {any[]} */
  let troubles = [];
  /** @type {string | null} */
  let next = null;
  /** @type {any} */
  let problem = null;
  /** @type {number | null} */
  let differences = null;
  let asked = '';
  let typing = 0;
  let reading = 0;
  /** @type {AbortController | null} */
  let asking = null;

  const view = () => context.query().get('state') ?? 'inside';
  const words = () => context.query().get('q') ?? '';
  const bank = () => context.query().get('bank');
  const wanted = () => query({ state: view() === 'all' ? null : view(), bank: bank(), q: words() });

  async function read() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    asked = wanted();
    try {
      if (words().length >= 2) {
        const found = await get(`/parcels/search${query({ q: words(), bank: bank() })}`, signal);
        parcels = found.parcels;
        troubles = found.troubles;
        next = null;
      } else {
        const found = await get(`/parcels${query({ state: view() === 'all' ? null : view(), bank: bank(), limit: PAGE })}`, signal);
        parcels = found.items;
        troubles = [];
        next = found.next;
      }
      problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function count() {
    try {
      differences = (await get('/reconciliation')).items.length;
      context.draw();
    } catch {
      /* the count is left out */
    }
  }

  async function older() {
    try {
      const found = await get(`/parcels${query({ state: view() === 'all' ? null : view(), bank: bank(), limit: PAGE, cursor: next })}`);
      parcels = [...(parcels ?? []), ...found.items];
      next = found.next;
    } catch (failure) {
      problem = failure;
    }
    context.draw();
  }

  return {
    title: 'Parcels',
    topics: ['fleet'],
    start() {
      void read();
      void count();
    },
    stop() {
      asking?.abort();
      clearTimeout(reading);
      clearTimeout(typing);
    },
    moved() {
      if (wanted() !== asked) void read();
    },
    changed(changes) {
      // a longer list than the first page is left as it is while somebody reads it
      if (!changes.some(({ topic }) => topic === 'bank') || (parcels?.length ?? 0) > PAGE) return;
      clearTimeout(reading);
      reading = window.setTimeout(() => {
        void read();
        void count();
      }, GATHER);
    },
    keys: { '/': () => /** @type {HTMLElement | null} */ (document.getElementById('parcel-search'))?.focus() },
    view() {
      const now = context.now();
      return html`<div class="pagehead"><div><h1 tabindex="-1">Parcels</h1>
          <p class="sub">What is where, by the banks’ own journals. Every step names the entry that shows it.</p></div>
          ${context.may('operator') ? html`<div class="acts"><button type="button" class="button primary" @click=${() => announceDialog(context, bank(), () => void read())}>Announce a delivery…</button></div>` : nothing}</div>
        ${parcelTabs('/parcels', differences)}
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="filters">
          <label class="searchbox">${icon('search')}<span class="sr">Find a parcel</span>
            <input id="parcel-search" type="search" autocomplete="off" placeholder="Unit, tracking, last digits, K7-412" .value=${words()}
              @input=${(/** @type {Event} */ event) => {
                const { value } = /** @type {HTMLInputElement} */ (event.target);
                clearTimeout(typing);
                typing = window.setTimeout(() => context.setQuery({ q: value.trim() }), 250);
              }} /><kbd aria-hidden="true">/</kbd></label>
          <div class="chips" role="group" aria-label="Which parcels">
            ${VIEWS.map(([key, label]) => html`<button type="button" class="chip" aria-pressed=${!words() && view() === key}
              @click=${() => context.setQuery({ state: key === 'inside' ? null : key, q: null }, { push: true })}>${label}</button>`)}
          </div>
          ${bank() ? html`<button type="button" class="chip" aria-label=${`Only ${bank()}; show all banks`} @click=${() => context.setQuery({ bank: null }, { push: true })}>${bank()}${icon('cross')}</button>` : nothing}
          <span class="found" role="status">${parcels ? plural(parcels.length, 'parcel') + (next ? ' or more' : '') : ''}</span>
        </div>
        ${troubles.map((trouble) => troubleNotice(trouble, now))}
        <div class="card">
          ${parcels
            ? parcels.length > 0
              ? html`<ul class="parcels">${repeat(parcels, ({ id, bank: at }) => `${id}${at}`, (parcel) => line(parcel, now))}</ul>`
              : nothingThere()
            : problem ? nothing : skeleton(8)}
        </div>
        ${next ? html`<p class="more"><button type="button" class="button" @click=${() => void older()}>Show more</button></p>` : nothing}`;
    },
  };

  function nothingThere() {
    if (words()) {
      return empty('search', 'Nothing fits', 'Try the unit, the tracking number, the last digits of the code, or the code that the screen showed.', html`<a class="button" href="/parcels">Show what is in the banks</a>`);
    }
    if (view() === 'contradictory') return empty('check', 'Books and sensors agree', 'No parcel is where the sensors see nothing.');
    if (view() === 'inside') return empty('parcel', 'No parcel waits', 'Parcels appear here as soon as a courier has put them in.');
    return empty('parcel', 'None so far', 'Announced parcels come by POST /api/v1/parcels, or from here.');
  }
}

/** @param {any} parcel @param {number} now */
function line(parcel, now) {
  const words = parcelWords(parcel.state);
  return html`<li class="parcel" data-parcel=${parcel.id}>
    <div class="what">
      <a class="open" href=${`/parcels/${parcel.id}?bank=${encodeURIComponent(parcel.bank)}`}>${whose(parcel)}</a>
      <span class="under">${carried(parcel) || 'not announced'}</span>
    </div>
    <div class="where"><span class="mono">${parcel.compartment ?? '–'}</span><span class="under">${parcel.bank}</span></div>
    <div class="state">${badge(words)}
      ${parcel.attention ? html`<span class="under">${parcel.attention}</span>` : parcel.returning ? html`<span class="under">to go back</span>` : parcel.overdue ? html`<span class="under">waits too long</span>` : nothing}</div>
    <div class="age" title=${exact(parcel.changedAt, 'UTC')}>${parcel.insideSince && words.label === 'Waiting' ? html`for ${span(now - (instant(parcel.insideSince) ?? now))}` : ago(parcel.changedAt, now)}</div>
  </li>`;
}

/** @param {any} trouble @param {number} now */
const troubleNotice = (trouble, now) => html`<div class="notice info troublenotice">${icon('screen', 'info')}
  <div><strong>${trouble.code}: ${String(trouble.what).replaceAll('-', ' ')}</strong>
    <p class="soft">Told at ${trouble.bank}${trouble.compartment ? `, ${trouble.compartment}` : ''} ${ago(trouble.at, now)}.
      <a href=${`/banks/${encodeURIComponent(trouble.bank)}?entry=${trouble.evidence.epoch}:${trouble.evidence.seq}`}>Open that moment in its journal</a></p></div></div>`;
