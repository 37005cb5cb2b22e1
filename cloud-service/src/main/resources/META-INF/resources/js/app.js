import { html, nothing, render } from './lit.js';
import { get, onSignedOut, serverNow, signOut } from './net/api.js';
import { Stream } from './net/stream.js';
import { fleetPage } from './pages/fleet.js';
import { bankPage } from './pages/bank.js';
import { alarmsPage } from './pages/alarms.js';
import { signInPage } from './pages/sign-in.js';
import { icon, mark } from './parts/icons.js';
import { listen } from './parts/keys.js';
import { openHelp } from './parts/help.js';
import { openPalette } from './parts/palette.js';
import { span } from './words/time.js';

/**
 * The composition root: which page is on, what the stream says, one draw for everything.
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
 * @property {(role: 'operator' | 'support') => boolean} may what the server would allow; it decides, this only hides
 */

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** @type {Page | null} */
let page = null;
/** @type {Stream | null} */
let stream = null;
/** A cut shorter than this is healed before it could be read. Milliseconds. */
const HICCUP = 2000;
let link = { live: true, since: Date.now(), resumed: 0 };
/** @type {{name: string, roles: string[]} | null} */
let me = null;
/** @type {{critical: number, major: number, minor: number, info: number} | null} */
let openAlarms = null;
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
  may: (role) => !me?.roles?.length || me.roles.includes(role),
};

/** @param {string} pathname @returns {Page} */
function pageFor(pathname) {
  const bank = /^\/banks\/([^/]+)\/?$/.exec(pathname);
  if (bank) return bankPage(context, decodeURIComponent(bank[1]));
  if (pathname === '/alarms') return alarmsPage(context);
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
  page = pageFor(path);
  page.start?.();
  if (path !== '/sign-in') {
    follow(page);
    if (!me) void whoAmI();
    void countAlarms();
  }
  scrollTo(0, 0);
  drawNow();
  if (!first) root.querySelector('h1')?.focus();
}

/** @param {Page} shown */
function follow(shown) {
  const topics = [...new Set([...shown.topics, 'alarms'])];
  link = { live: true, since: Date.now(), resumed: 0 };
  stream = new Stream(`/api/v1/stream?topics=${topics.map(encodeURIComponent).join(',')}`, ['bank', 'entry', 'command', 'alarm', 'reset'], {
    changes(changes) {
      if (page !== shown) return;
      page.changed?.(changes);
      if (changes.some(({ topic }) => topic === 'alarm')) void countAlarms();
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
      { label: 'Fleet', end: 'g f', icon: 'fleet', path: '/' },
      { label: 'Alarms', end: 'g a', icon: 'bell', path: '/alarms' },
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

const item = (/** @type {string} */ to, /** @type {string} */ label, /** @type {any} */ drawing, /** @type {unknown} */ more = nothing) =>
  html`<a class="item" href=${to} aria-current=${location.pathname === to ? 'page' : nothing}>${icon(drawing)}<span class="label">${label}</span>${more}</a>`;

/** Each role includes those before it @param {string[] | undefined} roles */
const strongest = (roles) => ['admin', 'support', 'operator', 'viewer'].find((role) => roles?.includes(role)) ?? (roles ?? []).join(', ');

function rail() {
  const bad = (openAlarms?.critical ?? 0) + (openAlarms?.major ?? 0);
  const all = bad + (openAlarms?.minor ?? 0) + (openAlarms?.info ?? 0);
  return html`<header class="rail">
    <a class="brand" href="/">${mark}Lockward</a>
    <nav aria-label="Main">
      ${item('/', 'Fleet', 'fleet')}
      ${item('/alarms', 'Alarms', 'bell', all > 0 ? html`<span class="count ${openAlarms?.critical ? 'bad' : ''}">${all}<span class="sr"> open</span></span>` : nothing)}
    </nav>
    <div class="foot">
      <button type="button" class="item" @click=${nextTheme} aria-label=${`Theme: ${theme()}. Change it`}>
        ${icon(/** @type {any} */ (themeIcons[theme()]))}<span class="label">${{ system: 'Theme', light: 'Light', dark: 'Dark' }[theme()]}</span>
      </button>
      <button type="button" class="item" @click=${openHelp}>${icon('help')}<span class="label">Help</span><kbd aria-hidden="true">?</kbd></button>
      <button type="button" class="item" @click=${() => void leave()}>${icon('leave')}<span class="label">Sign out</span></button>
      ${me ? html`<div class="who"><span>Signed in as</span><strong>${me.name}</strong><span>${strongest(me.roles)}</span></div>` : nothing}
    </div>
  </header>`;
}

const bar = () => html`<section class="bar" aria-label="Jump, and how fresh this is">
    <a class="brand" href="/" aria-label="Lockward, the fleet">${mark}</a>
    <button type="button" class="find" @click=${palette} aria-label="Jump to a bank or a page">
      ${icon('search')}<span>Jump to…</span><kbd aria-hidden="true">Ctrl K</kbd>
    </button>
    <span class="pulsebeat" role="status">
      <span class="livedot ${link.live ? '' : 'waiting'}"></span>
      ${link.live ? 'Live' : `Not live for ${span(Date.now() - link.since)}`}
    </span>
  </section>
  ${link.live || Date.now() - link.since < HICCUP
    ? nothing
    : html`<section class="dropped" role="alert" aria-label="The stream dropped">${icon('triangle', 'major')}
        <span><strong>The live stream dropped.</strong> What you see is as old as it says; it goes on by itself when the server answers.</span></section>`}`;

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
        ${rail()}
        <div>
          ${bar()}
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
