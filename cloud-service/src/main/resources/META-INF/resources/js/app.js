import { html, render } from './lit.js';
import { get, onSignedOut, query, serverNow, signOut } from './net/api.js';
import { Stream } from './net/stream.js';
import { fleetPage } from './pages/fleet.js';
import { bankPage } from './pages/bank.js';
import { accountsPage } from './pages/accounts.js';
import { alarmsPage } from './pages/alarms.js';
import { approvalPage } from './pages/approval.js';
import { approvalsPage } from './pages/approvals.js';
import { bundlePage } from './pages/bundle.js';
import { casePage } from './pages/case.js';
import { casesPage } from './pages/cases.js';
import { keysPage } from './pages/keys.js';
import { parcelPage } from './pages/parcel.js';
import { parcelsPage } from './pages/parcels.js';
import { peoplePage } from './pages/people.js';
import { reconciliationPage } from './pages/reconciliation.js';
import { reportPage, reportsPage } from './pages/report.js';
import { signInPage } from './pages/sign-in.js';
import { timelinePage } from './pages/timeline.js';
import { webhooksPage } from './pages/webhooks.js';
import { listen } from './parts/keys.js';
import { openHelp } from './parts/help.js';
import { openPalette } from './parts/palette.js';
import { bar, places, rail } from './parts/shell.js';

/**
 * The composition root: which page is on, what the stream says, one draw for everything.
 *
 * @typedef {'operator' | 'support' | 'installer' | 'admin' | 'property' | 'auditor'} Role
 *
 * @typedef {object} Page
 * @property {string} title for the tab
 * @property {string[]} topics of the stream this page follows
 * @property {() => unknown} view draws itself from its state; called at least once a second, so it does no work
 * @property {() => void} [start] reads what it needs
 * @property {(changes: import('./net/stream.js').Change[]) => void} [changed] takes what the stream brought
 * @property {() => void} [moved] the query string changed under it
 * @property {() => void} [stop]
 * @property {Record<string, () => void>} [keys]
 *
 * @typedef {object} Context
 * @property {() => void} draw
 * @property {() => number} now by the server's clock
 * @property {(path: string) => void} go
 * @property {() => URLSearchParams} query
 * @property {(fields: Record<string, string | null>, options?: {push?: boolean}) => void} setQuery
 * @property {() => boolean} live
 * @property {(role: Role) => boolean} may what the server would allow; it decides, this only hides
 * @property {(role: Role) => Promise<boolean>} allowed the same, once it is known who is signed in
 */

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** @type {Page | null} */
let page = null;
/** @type {Stream | null} */
let stream = null;
let link = { live: true, since: Date.now(), resumed: 0 };
/** @type {{name: string, roles: string[]} | null} */
let me = null;
/** @type {{critical: number, major: number, minor: number, info: number} | null} */
let openAlarms = null;
/** Commands that wait for people. */
let waiting = 0;
/** Cases that wait for a decision. */
let disputes = 0;
/** @type {Promise<void> | null} */
let asking = null;
let drawing = false;
let path = '';

/** @type {Context} */
const context = {
  draw,
  now: serverNow,
  go,
  query: () => new URLSearchParams(location.search),
  setQuery(fields, { push = false } = {}) {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(fields)) {
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    history[push ? 'pushState' : 'replaceState'](null, '', location.pathname + (text ? `?${text}` : ''));
    page?.moved?.();
    draw();
  },
  live: () => link.live,
  may,
  async allowed(role) {
    await (asking ?? Promise.resolve());
    return may(role);
  },
};

/** @param {Role} role */
function may(role) {
  return !me?.roles?.length || me.roles.includes(role);
}

/** @param {string} pathname @returns {Page} */
function pageFor(pathname) {
  const bundle = /^\/banks\/([^/]+)\/bundles\/([^/]+)\/?$/.exec(pathname);
  if (bundle) return bundlePage(context, decodeURIComponent(bundle[1]), decodeURIComponent(bundle[2]));
  const approval = /^\/approvals\/([^/]+)\/?$/.exec(pathname);
  if (approval) return approvalPage(context, decodeURIComponent(approval[1]));
  const overtime = /^\/banks\/([^/]+)\/timeline\/?$/.exec(pathname);
  if (overtime) return timelinePage(context, decodeURIComponent(overtime[1]));
  const bank = /^\/banks\/([^/]+)\/?$/.exec(pathname);
  if (bank) return bankPage(context, decodeURIComponent(bank[1]));
  const parcel = /^\/parcels\/([^/]+)\/?$/.exec(pathname);
  if (parcel) return parcelPage(context, decodeURIComponent(parcel[1]));
  const dispute = /^\/cases\/([^/]+)\/?$/.exec(pathname);
  if (dispute) return casePage(context, decodeURIComponent(dispute[1]));
  const report = /^\/reports\/([^/]+)\/?$/.exec(pathname);
  if (report) return reportPage(context, decodeURIComponent(report[1]));
  if (pathname === '/reports') return reportsPage(context);
  if (pathname === '/cases') return casesPage(context);
  if (pathname === '/parcels') return parcelsPage(context);
  if (pathname === '/reconciliation') return reconciliationPage(context);
  if (pathname === '/people') return peoplePage(context);
  if (pathname === '/webhooks') return webhooksPage(context);
  if (pathname === '/alarms') return alarmsPage(context);
  if (pathname === '/approvals') return approvalsPage(context);
  if (pathname === '/keys') return keysPage(context);
  if (pathname === '/accounts') return accountsPage(context);
  if (pathname === '/sign-in') return signInPage(context);
  if (pathname === '/' || pathname === '/index.html') return fleetPage(context);
  return lostPage();
}

/** @returns {Page} */
const lostPage = () => ({
  title: 'Nothing here',
  topics: [],
  view: () => html`<div class="pagehead"><div><h1 tabindex="-1">There is no page at this address</h1>
    <p class="sub">Go to <a href="/">the fleet</a> or press Ctrl and K to find a bank.</p></div></div>`,
});

/** @param {string} to */
function go(to) {
  const url = new URL(to, location.href);
  if (url.pathname === location.pathname && url.search === location.search) return;
  history.pushState(null, '', url);
  arrive();
}

function arrive() {
  if (location.pathname === path && page) {
    page.moved?.();
    draw();
    return;
  }
  const first = path === '';
  path = location.pathname;
  page?.stop?.();
  stream?.close();
  if (path !== '/sign-in' && !me) asking = whoAmI();
  page = pageFor(path);
  page.start?.();
  if (path !== '/sign-in') {
    follow(page);
    void countAlarms();
    void countApprovals();
    void countCases();
  }
  scrollTo(0, 0);
  drawNow();
  if (!first) root.querySelector('h1')?.focus();
}

/** @param {Page} shown */
function follow(shown) {
  const topics = [...new Set([...shown.topics, 'alarms', 'commands'])];
  link = { live: true, since: Date.now(), resumed: 0 };
  stream = new Stream(`/api/v1/stream?topics=${topics.map(encodeURIComponent).join(',')}`, ['bank', 'entry', 'command', 'alarm', 'reset'], {
    changes(changes) {
      if (page !== shown) return;
      page.changed?.(changes);
      if (changes.some(({ topic }) => topic === 'alarm')) void countAlarms();
      if (changes.some(({ topic, data }) => topic === 'command' && data.consent)) void countApprovals();
      draw();
    },
    link(next) {
      link = next;
      draw();
    },
    gap() {
      if (page !== shown) return;
      page.start?.();
      void countAlarms();
      void countApprovals();
    },
    refused() {
      void whoAmI(); // a stream does not say why it was refused; this call does, and leads to the sign-in when it must
    },
  });
  stream.open();
}

async function whoAmI() {
  try {
    me = await get('/me');
    draw();
  } catch {
    /* a lost session has its own way; anything else shows on the page itself */
  }
}

async function countAlarms() {
  try {
    const fleet = await get('/fleet');
    openAlarms = fleet?.counts?.alarms ?? null;
    draw();
  } catch {
    /* the count is left out */
  }
}

async function countCases() {
  await (asking ?? Promise.resolve());
  if (!me?.roles.includes('support')) return;
  try {
    disputes = (await get('/cases/counts')).requested ?? 0;
    draw();
  } catch {
    /* the count is left out */
  }
}

async function countApprovals() {
  try {
    const open = await get(`/commands${query({ kind: 'unlock-all', state: 'queued', limit: 20 })}`);
    waiting = open.items.filter((/** @type {any} */ each) => each.state === 'queued').length;
    draw();
  } catch {
    /* the count is left out */
  }
}

onSignedOut(() => {
  if (location.pathname === '/sign-in') return;
  const back = location.pathname + location.search;
  const known = me !== null;
  me = null;
  document.querySelectorAll('dialog[open]').forEach((dialog) => /** @type {HTMLDialogElement} */ (dialog).close());
  history.replaceState(null, '', `/sign-in?return=${encodeURIComponent(back)}${known ? '&ended=1' : ''}`);
  arrive();
});

/** @type {Array<'system' | 'light' | 'dark'>} */
const themes = ['system', 'light', 'dark'];
const themeIcons = { system: 'auto', light: 'sun', dark: 'moon' };

const theme = () => /** @type {'system' | 'light' | 'dark'} */ (document.documentElement.dataset.theme ?? 'system');

function nextTheme() {
  const next = themes[(themes.indexOf(theme()) + 1) % themes.length];
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (next === 'system') localStorage.removeItem('lockward.theme');
    else localStorage.setItem('lockward.theme', next);
  } catch {
    /* not remembered */
  }
  draw();
}

const palette = () =>
  openPalette({
    go,
    actions: [
      ...places.map(({ label, key, icon, path: to }) => ({ label, end: `g ${key}`, icon, path: to })),
      { label: 'Help and shortcuts', end: '?', icon: 'help', act: openHelp },
      { label: 'Change theme', end: theme(), icon: themeIcons[theme()], act: nextTheme },
      { label: 'Sign out', end: me?.name ?? '', icon: 'leave', act: () => void leave() },
    ],
  });

async function leave() {
  await signOut();
  me = null;
  history.pushState(null, '', '/sign-in');
  arrive();
}

const shown = () => ({ me, alarms: openAlarms, approvals: waiting, cases: disputes, theme: theme(), themeIcons, nextTheme, help: openHelp, leave: () => void leave() });

function drawNow() {
  drawing = false;
  if (!page) return;
  document.title = page.title === 'Lockward' ? 'Lockward' : `${page.title} · Lockward`;
  if (location.pathname === '/sign-in') {
    render(html`<div class="gate">${page.view()}</div>`, root);
    return;
  }
  render(
    html`<a class="skip button" href="#main" @click=${skip}>Skip to the page</a>
      <div class="shell">
        ${rail(shown())}
        <div>
          ${bar(link, palette)}
          <main class="page" id="main" tabindex="-1">${page.view()}</main>
        </div>
      </div>`,
    root,
  );
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function draw() {
  if (drawing) return;
  drawing = true;
  // a hidden tab draws no frames; its state is drawn when it is seen again
  requestAnimationFrame(drawNow);
}

document.addEventListener('click', (event) => {
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(anchor instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || anchor.target || anchor.origin !== location.origin) return;
  if (/^\/(api|q|login|logout)(\/|$)/.test(anchor.pathname) || anchor.hash) return;
  event.preventDefault();
  go(anchor.pathname + anchor.search);
});

addEventListener('popstate', arrive);
listen({ palette, help: openHelp, go, page: () => page });
setInterval(draw, 1000);
arrive();
