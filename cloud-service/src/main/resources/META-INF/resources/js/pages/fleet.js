import { html, nothing, repeat } from '../lit.js';
import { get, query } from '../net/api.js';
import { changed } from '../parts/changed.js';
import { badge, icon } from '../parts/icons.js';
import { empty, problemNotice, skeleton } from '../parts/states.js';
import { fleetSentence, tilesOf } from '../words/fleet.js';
import { powerWords } from '../words/power.js';
import { healthWords, levels, presenceWords, severityWords } from '../words/states.js';
import { HEARTBEAT, STALE_AFTER, ago, clock, exact, instant, plural, span } from '../words/time.js';

const PAGE = 200;
const FILTERS = ['q', 'site', 'health', 'presence'];

/**
 * The fleet: one sentence, tiles that filter, the table of banks.
 * @param {import('../app.js').Context} context
 * @returns {import('../app.js').Page}
 */
export function fleetPage(context) {
  /** @type {any} */
  let fleet = null;
  /** @type {any[] | null} */
  let banks = null;
  /** @type {string | null} */
  let next = null;
  /** @type {import('../net/api.js').Problem | null} */
  let problem = null;
  /** @type {any[]} */
  let sites = [];
  let more = false;
  let asked = '';
  let typing = 0;
  let recount = 0;
  let beating = 0;
  /** @type {AbortController | null} */
  let asking = null;

  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, context.query().get(name)]));

  async function read() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    asked = query(filters());
    void count();
    try {
      const found = await get(`/banks${query({ ...filters(), limit: PAGE })}`, signal);
      banks = found.next ? found.items : worstFirst(found.items);
      next = found.next;
      problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      problem = /** @type {any} */ (failure);
    }
    context.draw();
  }

  /** Heartbeats alone are no events: ages are kept right by reading again, in place, so that no row jumps */
  async function refresh() {
    if (!banks || document.hidden) return;
    try {
      const found = await get(`/banks${query({ ...filters(), limit: PAGE })}`);
      const now = new Map(found.items.map((/** @type {any} */ bank) => [bank.id, bank]));
      banks = banks.map((bank) => now.get(bank.id) ?? bank);
      context.draw();
    } catch {
      /* what is shown grows old, and says so */
    }
  }

  async function count() {
    try {
      [fleet, sites] = await Promise.all([get('/fleet'), get('/sites').then((found) => found.items ?? found ?? [])]);
      context.draw();
    } catch (failure) {
      if (!banks) problem = /** @type {any} */ (failure);
    }
  }

  async function older() {
    if (!next || more) return;
    more = true;
    context.draw();
    try {
      const found = await get(`/banks${query({ ...filters(), limit: PAGE, cursor: next })}`);
      const known = new Set(banks?.map((bank) => bank.id));
      banks = [...(banks ?? []), ...found.items.filter((/** @type {any} */ bank) => !known.has(bank.id))];
      next = found.next;
    } catch (failure) {
      problem = /** @type {any} */ (failure);
    }
    more = false;
    context.draw();
  }

  /** @param {number} step */
  function move(step) {
    const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.banks tbody a.open')]);
    const index = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const target = rows[index < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, index + step))];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }

  return {
    title: 'Fleet',
    topics: ['fleet'],
    start() {
      void read();
      clearInterval(beating);
      beating = window.setInterval(() => void refresh(), HEARTBEAT);
    },
    stop() {
      clearInterval(beating);
      asking?.abort();
      clearTimeout(typing);
      clearTimeout(recount);
    },
    moved() {
      if (query(filters()) !== asked) void read();
    },
    changed(changes) {
      for (const { topic, data } of changes) {
        if (topic !== 'bank' || !banks) continue;
        const bank = data.bank ?? data;
        const index = banks.findIndex(({ id }) => id === bank.id);
        if (index >= 0) banks[index] = { ...banks[index], ...bank };
        else if (asked === '') banks = [...banks, bank]; // a new one; rows never jump under the pointer
      }
      clearTimeout(recount);
      recount = window.setTimeout(() => void count(), 300);
    },
    keys: {
      '/': () => /** @type {HTMLElement | null} */ (document.getElementById('search'))?.focus(),
      j: () => move(1),
      k: () => move(-1),
    },
    view: () => html`
      <div class="pagehead">
        <div>
          <h1 tabindex="-1">${fleet ? fleetSentence(fleet) : 'Fleet'}</h1>
          <p class="sub">${fleet ? summary(fleet, sites) : html`&nbsp;`}</p>
        </div>
      </div>
      ${problem ? problemNotice(problem, () => void read()) : nothing}
      ${fleet && fleet.banks > 0 ? tiles(fleet) : nothing}
      <form class="filters" role="search" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <div class="searchbox">
          ${icon('search')}
          <input id="search" type="search" aria-label="Search banks" placeholder="Search by name, id or site" autocomplete="off" spellcheck="false"
            .value=${context.query().get('q') ?? ''}
            @input=${(/** @type {Event} */ event) => {
              const { value } = /** @type {HTMLInputElement} */ (event.target);
              clearTimeout(typing);
              typing = window.setTimeout(() => context.setQuery({ q: value.trim() }), 200);
            }} />
          <kbd aria-hidden="true">/</kbd>
        </div>
        ${sites.length > 1
          ? html`<select aria-label="Site" @change=${(/** @type {Event} */ event) => context.setQuery({ site: /** @type {HTMLSelectElement} */ (event.target).value }, { push: true })}>
              <option value="" ?selected=${!context.query().get('site')}>All sites</option>
              ${sites.map((site) => html`<option value=${site.id} ?selected=${context.query().get('site') === site.id}>${site.name}</option>`)}
            </select>`
          : nothing}
        ${asked ? html`<button type="button" class="button quiet" @click=${clear}>${icon('cross')}Clear filters</button>` : nothing}
        <span class="found" role="status">${banks ? `${plural(banks.length, 'bank')}${next ? ' so far' : ''}` : ''}</span>
      </form>
      ${banks ? (banks.length > 0 ? table(banks, context.now(), context.live()) : none(fleet, asked)) : problem ? nothing : html`<div class="card">${skeleton(8)}</div>`}
      ${next ? html`<p class="more"><button type="button" class="button" ?disabled=${more} @click=${older}>${more ? 'Loading…' : 'Show more banks'}</button></p>` : nothing}
    `,
  };

  function clear() {
    context.setQuery(Object.fromEntries(FILTERS.map((name) => [name, null])), { push: true });
    document.getElementById('search')?.focus();
  }

  /** @param {any} counted */
  function tiles(counted) {
    const now = filters();
    return html`<nav class="tiles" aria-label="Filter the banks">
      ${tilesOf(counted).map(({ label, count: number, tone, shape, filter }) => {
        const on = (filter.health ?? null) === now.health && (filter.presence ?? null) === now.presence;
        const to = query({ q: now.q, site: now.site, ...filter });
        return html`<a class="tile ${number === 0 ? 'zero' : ''}" href=${`/${to}`} aria-current=${on ? 'true' : nothing}>
          <span class="number" ${changed(number)}>${number.toLocaleString('en-GB')}</span>
          <span class="what">${icon(/** @type {any} */ (shape), number === 0 ? 'calm' : tone)}${label}</span>
        </a>`;
      })}
      <div class="tile ${counted.counts?.onBattery ? '' : 'zero'}">
        <span class="number" ${changed(counted.counts?.onBattery ?? 0)}>${(counted.counts?.onBattery ?? 0).toLocaleString('en-GB')}</span>
        <span class="what">${icon('battery', counted.counts?.onBattery ? 'major' : 'calm')}On battery</span>
      </div>
    </nav>`;
  }
}

/** @param {any} fleet @param {any[]} sites */
function summary(fleet, sites) {
  if (fleet.banks === 0) return 'A bank appears here by itself when its agent first connects.';
  // "unassigned" is where banks wait for their site, not a place.
  const places = sites.filter((site) => site.id !== 'unassigned').length;
  const where = places > 0 ? ` at ${plural(places, 'site')}` : '';
  return `${fleet.online.toLocaleString('en-GB')} of ${plural(fleet.banks, 'bank')} online${where}`;
}

/** @param {any[]} banks */
export function worstFirst(banks) {
  const rank = (/** @type {any} */ bank) => {
    const index = levels.indexOf(bank.health?.level ?? 'unknown');
    return index < 0 ? levels.length : index;
  };
  return [...banks].sort((a, b) => rank(a) - rank(b) || String(a.name).localeCompare(String(b.name), 'en', { numeric: true }));
}

/** @param {any} fleet @param {string} asked */
function none(fleet, asked) {
  if (asked) {
    return html`<div class="card">${empty('search', 'No bank fits these filters', 'Fewer words or another tile may find it.', html`<a class="button" href="/">Show all banks</a>`)}</div>`;
  }
  return html`<div class="card">${empty('fleet', 'No bank has joined yet', html`Start one with <span class="mono">./lockward demo</span>, or install an agent: it appears here when it first connects.`)}</div>`;
}

/** @param {any[]} banks @param {number} now @param {boolean} live */
const table = (banks, now, live) => html`<div class="card">
  <table class="banks" role="table">
    <caption class="sr">Banks, worst first</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${['Bank', 'State', 'Link', 'Power', 'Doors', 'Alarms', 'Heard'].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${repeat(
        banks,
        ({ id }) => id,
        (bank) => row(bank, now, live),
      )}
    </tbody>
  </table>
</div>`;

/** @param {any} bank @param {number} now @param {boolean} live */
function row(bank, now, live) {
  const heard = instant(bank.lastSeen);
  const stale = heard === null || now - heard > STALE_AFTER || !bank.fresh;
  const health = healthWords(bank.health?.level);
  const presence = presenceWords(bank.presence?.state);
  const power = powerWords(bank.power);
  const oldPower = stale || bank.power?.fresh === false;
  const zone = bank.site?.timeZone ?? 'UTC';
  return html`<tr role="row" class=${stale ? 'old' : ''} data-bank=${bank.id}>
    <td role="cell" class="name">
      <a class="open" href=${`/banks/${encodeURIComponent(bank.id)}`}>${bank.name ?? bank.id}</a>
      <span class="under">${bank.site?.name ?? 'no site'}</span>
    </td>
    <td role="cell" class="state" data-label="State">
      <span ${changed(`${health.label}${bank.health?.sentence}`)}>${badge(health)}</span>
      <span class="under">${bank.health?.sentence ?? ''}</span>
    </td>
    <td role="cell" data-label="Link">
      <span ${changed(presence.label)}>${badge(presence)}</span>
      <span class="under">${bank.presence?.since ? html`<span title=${exact(bank.presence.since, zone)}>since ${since(bank.presence.since, zone, now)}</span>` : ''}</span>
    </td>
    <td role="cell" data-label="Power">
      <span class=${oldPower ? 'stale' : ''} ${changed(power.label)}>${badge(power)}</span>
      <span class="under">${power.detail}</span>
    </td>
    <td role="cell" data-label="Doors"><span ${changed(doorText(bank.doors))}>${doors(bank.doors)}</span></td>
    <td role="cell" data-label="Alarms">${alarms(bank.alarms)}</td>
    <td role="cell" data-label="Heard" class="age"><span class=${stale ? 'stale' : ''} title=${exact(bank.lastSeen, zone)}>${heard === null ? 'never' : live || !stale ? ago(bank.lastSeen, now) : `${span(now - heard)} ago`}</span></td>
  </tr>`;
}

/** Today's times as a clock, older ones as an age @param {string} at @param {string} zone @param {number} now */
const since = (at, zone, now) => ((instant(at) ?? 0) > now - 12 * 3600_000 ? clock(at, zone).slice(0, 5) : ago(at, now));

/** @param {any} counted */
const doorText = (counted) => (counted ? `${counted.open} ${counted.jammed} ${counted.unknown}` : '');

/** @param {any} counted */
function doors(counted) {
  if (!counted || counted.total === 0) return html`<span class="mute">none known</span>`;
  const parts = [
    counted.jammed > 0 ? html`<span class="badge tone-major">${icon('triangle')}${counted.jammed} jammed</span>` : null,
    counted.open > 0 ? html`<span class="badge tone-info">${icon('doorOpen')}${counted.open} open</span>` : null,
    counted.unknown > 0 ? html`<span class="badge tone-unknown">${icon('dashed')}${counted.unknown} unknown</span>` : null,
  ].filter(Boolean);
  return parts.length > 0 ? html`<span class="several">${parts}</span>` : html`<span class="soft">${counted.total} closed</span>`;
}

/** @param {any} counted */
function alarms(counted) {
  const shown = ['critical', 'major', 'minor', 'info'].filter((severity) => (counted?.[severity] ?? 0) > 0);
  if (shown.length === 0) return html`<span class="mute">none</span>`;
  return html`<span class="several">${shown.map((severity) => {
    const { tone, shape, label } = severityWords(severity);
    return html`<span class="badge tone-${tone}">${icon(/** @type {any} */ (shape))}${counted[severity]}<span class="sr"> ${label.toLowerCase()}</span></span>`;
  })}</span>`;
}
