import { html, nothing, repeat } from '../lit.js';
import { get, query } from '../net/api.js';
import { howTo } from '../parts/how-to.js';
import { badge, icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { identityAdvice, identityWords, keyWords, limitWords, scopeWords, setWords, short, signerAdvice, signerWords } from '../words/keys.js';
import { ago, day, exact, instant, plural, span } from '../words/time.js';

const PAGE = 100;
/** Milliseconds between two looks: banks report a new key set within seconds. */
const ANEW = 5000;
/** This page is about no site. */
const ZONE = 'UTC';

const FILTERS = /** @type {Array<[string | null, string]>} */ ([
  [null, 'All banks'],
  ['behind', 'Behind'],
  ['doubtful', 'Not proven'],
  ['unkeyed', 'Without a key'],
]);

/**
 * Who may sign what, whether it can be signed, and which bank is which.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function keysPage(context) {
  /** @type {any} */
  let set = null;
  /** @type {any} */
  let signer = null;
  /** @type {any[] | null} */
  let banks = null;
  /** @type {string | null} */
  let next = null;
  /** @type {any} */
  let problem = null;
  let asked = '';
  let ticking = 0;
  const gone = new AbortController();
  const only = () => context.query().get('only');

  async function read() {
    asked = only() ?? '';
    try {
      [set, signer] = await Promise.all([get('/key-set', gone.signal), get('/signer', gone.signal)]);
      const found = await get(`/key-set/banks${query({ only: only(), limit: PAGE })}`, gone.signal);
      if ((only() ?? '') !== asked) return;
      banks = found.items;
      next = found.next;
      problem = null;
    } catch (failure) {
      if (gone.signal.aborted) return;
      problem = failure;
    }
    context.draw();
  }

  async function more() {
    try {
      const found = await get(`/key-set/banks${query({ only: only(), limit: PAGE, cursor: next })}`, gone.signal);
      banks = [...(banks ?? []), ...found.items];
      next = found.next;
    } catch (failure) {
      if (!gone.signal.aborted) problem = failure;
    }
    context.draw();
  }

  return {
    title: 'Keys and identities',
    topics: [],
    start() {
      void read();
      clearInterval(ticking);
      // a longer list than the first page is left as it is while somebody reads it
      ticking = window.setInterval(() => !document.hidden && (banks?.length ?? 0) <= PAGE && void read(), ANEW);
    },
    stop() {
      gone.abort();
      clearInterval(ticking);
    },
    moved() {
      if ((only() ?? '') !== asked) {
        banks = null;
        void read();
      }
    },
    view() {
      const now = context.now();
      return html`<div class="pagehead"><div><h1 tabindex="-1">${set && signer ? headline() : 'Keys and identities'}</h1>
          <p class="sub">Doors open for whoever holds the right keys. Private keys never pass through this page.</p></div></div>
        ${problem ? problemNotice(problem, () => void read()) : nothing}
        <div class="keyspage">
          ${set ? setCard(now) : html`<div class="card">${skeleton(5)}</div>`}
          ${signer ? signerCard() : html`<div class="card">${skeleton(5)}</div>`}
          ${set ? banksCard(now) : nothing}
        </div>`;
    },
  };

  function headline() {
    if (signer.state === 'away' || signer.state === 'not-ready') return 'Nothing can be signed now.';
    if (set.version === 0) return 'No key set is in force.';
    const { all, current, unkeyed, doubtful } = set.banks;
    const odd = unkeyed + doubtful;
    if (odd > 0) return `${plural(odd, 'bank')} cannot prove to be what ${odd === 1 ? 'it says' : 'they say'}.`;
    if (current < all) return `${plural(all - current, 'bank')} ${all - current === 1 ? 'lags' : 'lag'} behind key set ${set.version}.`;
    return all === 0 ? `Key set ${set.version} is in force.` : 'Every bank is proven and has the newest keys.';
  }

  /** @param {number} now */
  function setCard(now) {
    const { all, current } = set.banks;
    return html`<section class="card keyset" aria-labelledby="keyset-title">
      <header>${icon('key')}<h2 id="keyset-title">${set.version === 0 ? 'Key set' : `Key set ${set.version}`}</h2>${howTo('rotate-keys', 'How to make, rotate and revoke')}</header>
      ${set.version === 0
        ? empty('key', set.root ? 'No key set is in force' : 'No root key is known', set.root
            ? 'Banks take commands by a key set that the offline root signed. Make one, and put it in force with PUT /api/v1/key-set or the file keys/key-set.jws.'
            : 'Without the public half of the offline root nobody can check a key set. Make one with lockward keys root and set lockward.root-key.')
        : html`<div class="body">
            <p class="small">${set.putBy ? html`Put in force by ${set.putBy} <span title=${exact(set.putAt, ZONE)}>${ago(set.putAt, now)}</span>, signed by the root on ${day(set.signedAt, ZONE)}.` : nothing}
              <strong>${current === all ? `All ${plural(all, 'bank')} reported it.` : `${current.toLocaleString('en-GB')} of ${plural(all, 'bank')} reported it.`}</strong></p>
            <p class="mute dense">Root <span class="mono" title=${set.root ?? ''}>${set.root ? short(set.root) : 'not configured'}</span></p>
          </div>
          <table class="banks"><caption class="sr">Keys of the set</caption>
            <thead><tr><th scope="col">Key</th><th scope="col">Signs</th><th scope="col">Held by</th><th scope="col">Time</th></tr></thead>
            <tbody>${set.keys.map((/** @type {any} */ key) => html`<tr>
              <td class="name"><strong class="mono">${key.kid}</strong><span class="under mono" title=${key.fingerprint}>${short(key.fingerprint)}</span></td>
              <td data-label="Signs">${scopeWords(key.scope)}</td>
              <td data-label="Held by">${key.holder ?? html`<span class="mute">a machine</span>`}</td>
              <td class="state" data-label="Time">${badge(/** @type {any} */ (keyWords(key, now)))}
                <span class="under"><span class="nowrap" title=${exact(key.from, ZONE)}>${String(key.from).slice(0, 10)}</span> to <span class="nowrap" title=${exact(key.to, ZONE)}>${String(key.to).slice(0, 10)}</span></span></td>
            </tr>`)}</tbody></table>`}
    </section>`;
  }

  function signerCard() {
    const advice = signerAdvice(signer);
    const limits = limitWords(signer.limits);
    return html`<section class="card signer" aria-labelledby="signer-title">
      <header>${icon('sign')}<h2 id="signer-title">Signer</h2><span role="status">${badge(/** @type {any} */ (signerWords(signer)))}</span></header>
      <div class="body">
        <p class="small">${signer.text}</p>
        ${advice ? html`<p class="small"><strong>${advice}</strong></p>` : nothing}
        <dl class="facts small">
          ${signer.keys.map((/** @type {any} */ key) => html`<dt>Key</dt><dd><span class="mono">${key.kid}</span> <span class="mono mute" title=${key.fingerprint}>${short(key.fingerprint)}</span>
            ${key.trusted ? nothing : html`<span class="tone-minor">${badge({ tone: 'minor', shape: 'diamond', label: 'not in the key set in force' })}</span>`}</dd>`)}
          ${signer.signed === null || signer.signed === undefined ? nothing : html`<dt>Since it started</dt><dd>signed ${signer.signed.toLocaleString('en-GB')}, refused ${signer.refused.toLocaleString('en-GB')}</dd>`}
          ${signer.hash ? html`<dt>Its log</dt><dd>line ${signer.line.toLocaleString('en-GB')} <span class="mono mute" title=${`Keep it to tell later whether the log was changed: lockward keys audit --expect ${signer.hash}`}>${String(signer.hash).slice(0, 12)}…</span></dd>` : nothing}
        </dl>
        ${limits.length > 0
          ? html`<h3>At most in any minute, whoever asks</h3><dl class="facts small">${limits.map(([whom, words]) => html`<dt>${whom}</dt><dd>${words}</dd>`)}</dl>`
          : nothing}
      </div>
    </section>`;
  }

  /** @param {number} now */
  function banksCard(now) {
    const chosen = only();
    const counts = { behind: set.banks.all - set.banks.current, doubtful: set.banks.doubtful, unkeyed: set.banks.unkeyed };
    return html`<section class="card identities" aria-labelledby="identities-title">
      <header>${icon('fleet')}<h2 id="identities-title">Banks</h2>${howTo('set-up-a-bank', 'How to register a key')}</header>
      <div class="body chips" role="group" aria-label="Which banks">
        ${FILTERS.map(([key, label]) => html`<button type="button" class="chip" aria-pressed=${chosen === key} @click=${() => context.setQuery({ only: key }, { push: true })}>${label}${key ? html` <span class="mute">${counts[/** @type {keyof typeof counts} */ (key)]}</span>` : nothing}</button>`)}
      </div>
      ${banks === null
        ? skeleton(4)
        : banks.length === 0
          ? chosen
            ? empty('check', 'No bank is like that', 'That is how it should be.', html`<a class="button" href="/keys">Show all banks</a>`)
            : empty('fleet', 'No bank has joined yet', html`When one does, its key and the key set it has appear here. ${howTo('set-up-a-bank', 'How to set up a bank')}`)
          : html`<table class="banks"><caption class="sr">Banks, their keys and what they reported</caption>
              <thead><tr><th scope="col">Bank</th><th scope="col">Identity</th><th scope="col">Its key</th><th scope="col">Key set</th></tr></thead>
              <tbody>${repeat(banks, ({ bank }) => bank, (bank) => row(bank, now))}</tbody></table>`}
      ${next ? html`<p class="more"><button type="button" class="button" @click=${() => void more()}>Show more banks</button></p>` : nothing}
    </section>`;
  }

  /** @param {any} bank @param {number} now */
  function row(bank, now) {
    const advice = identityAdvice(bank);
    return html`<tr data-bank=${bank.bank}>
      <td class="name"><a class="open" href=${`/banks/${encodeURIComponent(bank.bank)}`}>${bank.name}</a><span class="under mono">${bank.bank}</span></td>
      <td class="state" data-label="Identity">${badge(/** @type {any} */ (identityWords(bank)))}
        ${bank.proven || bank.doubtfulSince ? html`<span class="under">${bank.proven ? `heard ${ago(bank.heardAt, now)}` : `for ${span(now - (instant(bank.doubtfulSince) ?? now))}`}</span>` : nothing}
        ${advice ? html`<span class="small soft">${advice}</span>` : nothing}</td>
      <td data-label="Its key">${bank.fingerprint ? html`<span class="mono" title=${bank.fingerprint}>${short(bank.fingerprint)}</span><span class="under" title=${exact(bank.registeredAt, ZONE)}>registered ${ago(bank.registeredAt, now)}</span>` : html`<span class="mute">none</span>`}</td>
      <td data-label="Key set">${badge(/** @type {any} */ (setWords(bank, set.version)))}<span class="under">${bank.problem ?? (bank.reportedAt ? `reported ${ago(bank.reportedAt, now)}` : '')}</span></td>
    </tr>`;
  }
}
