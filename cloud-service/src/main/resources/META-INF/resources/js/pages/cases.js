import { html, nothing, repeat } from '../lit.js';
import { get, query } from '../net/api.js';
import { badge, icon } from '../parts/icons.js';
import { openCaseDialog } from '../parts/open-case-dialog.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { caseWords, certaintyWords, kindText } from '../words/cases.js';
import { ago, exact, plural } from '../words/time.js';

const PAGE = 100;
/** Milliseconds: what changes in a burst is read once. */
const GATHER = 2000;

const VIEWS = /** @type {Array<[string, string]>} */ ([
  ['requested', 'Asked for'],
  ['open', 'Open'],
  ['closed', 'Closed'],
  ['declined', 'Declined'],
  ['all', 'All'],
]);

/**
 * Disputes, the newest first.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function casesPage(context) {
  /** @type {any[] | null} */
  let cases = null;
  /** @type {Record<string, number>} */
  let counts = {};
  /** @type {string | null} */
  let next = null;
  /** @type {any} */
  let problem = null;
  let asked = '';
  let typing = 0;
  let reading = 0;
  /** @type {AbortController | null} */
  let asking = null;

  const view = () => context.query().get('state') ?? 'all';
  const words = () => context.query().get('q') ?? '';
  const bank = () => context.query().get('bank');
  const wanted = () => query({ state: view() === 'all' ? null : view(), bank: bank(), q: words(), limit: PAGE });

  async function read() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    asked = wanted();
    try {
      const found = await get(`/cases${asked}`, signal);
      cases = found.items;
      next = found.next;
      problem = null;
      counts = await get(`/cases/counts${query({ bank: bank() })}`, signal);
    } catch (failure) {
      if (signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function older() {
    try {
      const found = await get(`/cases${wanted()}&cursor=${encodeURIComponent(next ?? '')}`);
      cases = [...(cases ?? []), ...found.items];
      next = found.next;
    } catch (failure) {
      problem = failure;
    }
    context.draw();
  }

  const count = (/** @type {string} */ state) => (state === 'all' ? Object.values(counts).reduce((sum, one) => sum + one, 0) : (counts[state] ?? 0));
  const open = () => openCaseDialog(context, { bank: bank() });

  return {
    title: 'Cases',
    topics: ['fleet'],
    start: () => void read(),
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
      if (!changes.some(({ topic }) => topic === 'bank' || topic === 'alarm') || (cases?.length ?? 0) > PAGE) return;
      clearTimeout(reading);
      reading = window.setTimeout(() => void read(), GATHER);
    },
    keys: { '/': () => /** @type {HTMLElement | null} */ (document.getElementById('case-search'))?.focus() },
    view() {
      const now = context.now();
      return html`<div class="pagehead"><div><h1 tabindex="-1">Cases</h1>
          <p class="sub">${headline()}</p></div>
          <div class="acts"><button type="button" class="button primary" @click=${open}>${context.may('support') ? 'Open a case…' : 'Ask for a case…'}</button></div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="filters">
          <label class="searchbox">${icon('search')}<span class="sr">Find a case</span>
            <input id="case-search" type="search" autocomplete="off" placeholder="Claim, bank, door" .value=${words()}
              @input=${(/** @type {Event} */ event) => {
                const { value } = /** @type {HTMLInputElement} */ (event.target);
                clearTimeout(typing);
                typing = window.setTimeout(() => context.setQuery({ q: value.trim() }), 250);
              }} /><kbd aria-hidden="true">/</kbd></label>
          <div class="chips" role="group" aria-label="Which cases">
            ${VIEWS.map(([key, label]) => html`<button type="button" class="chip" aria-pressed=${view() === key}
              @click=${() => context.setQuery({ state: key === 'all' ? null : key }, { push: true })}>${label}<span class="number">${count(key)}</span></button>`)}
          </div>
          ${bank() ? html`<button type="button" class="chip" aria-label=${`Only ${bank()}; show all banks`} @click=${() => context.setQuery({ bank: null }, { push: true })}>${bank()}${icon('cross')}</button>` : nothing}
          <span class="found" role="status">${cases ? plural(cases.length, 'case') + (next ? ' or more' : '') : ''}</span>
        </div>
        <div class="card">
          ${cases
            ? cases.length > 0
              ? html`<ul class="cases">${repeat(cases, ({ id }) => id, (one) => line(one, now))}</ul>`
              : nothingThere()
            : problem ? nothing : skeleton(6)}
        </div>
        ${next ? html`<p class="more"><button type="button" class="button" @click=${() => void older()}>Show more</button></p>` : nothing}`;
    },
  };

  function headline() {
    if (!cases) return 'Disputes, and what the evidence says of each.';
    const asks = counts.requested ?? 0;
    const running = counts.open ?? 0;
    if (asks + running === 0) return 'No dispute waits for anybody.';
    return [asks ? `${plural(asks, 'case')} ${asks === 1 ? 'waits' : 'wait'} for a decision` : '', running ? `${running} open` : ''].filter(Boolean).join(', ') + '.';
  }

  function nothingThere() {
    if (words()) return empty('search', 'Nothing fits', 'Try the bank, the door, or a word of the claim.', html`<a class="button" href="/cases">Show all cases</a>`);
    if (view() !== 'all') return empty('check', 'None of these', 'No case stands here.', html`<a class="button" href="/cases">Show all cases</a>`);
    return empty('check', 'Nobody disputes anything', 'A case is opened from a parcel, an alarm or a bank, by “my parcel is not here” at a screen, and by a forced entry.');
  }
}

/** @param {any} one @param {number} now */
function line(one, now) {
  return html`<li class="case" data-case=${one.id}>
    <div class="what"><a class="open" href=${`/cases/${one.id}`}>${one.claim}</a>
      <span class="under">${one.kind === 'asked' ? `Asked by ${one.openedBy}` : kindText(one.kind)}</span></div>
    <div class="where"><span class="mono">${one.compartment ?? '–'}</span><span class="under">${one.bank}</span></div>
    <div class="state">${badge(caseWords(one.state))}
      ${one.certainty ? html`<span class="under">${certaintyWords(one.certainty).label.toLowerCase()} when it was closed</span>` : nothing}
      ${one.hold ? html`<span class="under">footage is kept</span>` : nothing}</div>
    <div class="age" title=${exact(one.openedAt, 'UTC')}>${ago(one.openedAt, now)}</div>
  </li>`;
}

