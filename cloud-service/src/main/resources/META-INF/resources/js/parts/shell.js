import { html, nothing } from '../lit.js';
import { closeButton, openDialog } from './dialog.js';
import { icon, mark } from './icons.js';
import { span } from '../words/time.js';

/**
 * The frame around every page: where one can go, how fresh what one sees is. A new page is one line in `places`.
 *
 * @typedef {object} Place
 * @property {string} path
 * @property {string} label
 * @property {string} icon
 * @property {string} key after `g`
 * @property {boolean} daily under the thumb on a phone; the others are one tap further
 * @property {'alarms' | 'approvals' | 'cases'} [counts]
 * @property {string} says in the help
 */

/** @type {Place[]} */
export const places = [
  { path: '/', label: 'Fleet', icon: 'fleet', key: 'f', daily: true, says: 'Go to the fleet' },
  { path: '/alarms', label: 'Alarms', icon: 'bell', key: 'a', daily: true, counts: 'alarms', says: 'Go to the alarms' },
  { path: '/parcels', label: 'Parcels', icon: 'parcel', key: 'p', daily: true, says: 'Go to the parcels' },
  { path: '/cases', label: 'Cases', icon: 'film', key: 'c', daily: false, counts: 'cases', says: 'Go to the cases' },
  { path: '/reconciliation', label: 'Differences', icon: 'check', key: 'd', daily: false, says: 'Go to where books and sensors differ' },
  { path: '/people', label: 'People', icon: 'person', key: 'w', daily: false, says: 'Go to couriers and recipients' },
  { path: '/reports', label: 'Reports', icon: 'book', key: 'm', daily: false, says: 'Go to the monthly pages of sites' },
  { path: '/webhooks', label: 'Webhooks', icon: 'send', key: 'h', daily: false, says: 'Go to the webhooks' },
  { path: '/approvals', label: 'Approvals', icon: 'sign', key: 's', daily: false, counts: 'approvals', says: 'Go to the approvals' },
  { path: '/keys', label: 'Keys', icon: 'key', key: 'k', daily: false, says: 'Go to keys and identities' },
  { path: '/accounts', label: 'Accounts', icon: 'lock', key: 'u', daily: false, says: 'Go to accounts and programs’ keys' },
];

/** Milliseconds: a cut shorter than this is healed before it could be read. */
const HICCUP = 2000;

/** Each role includes those before it @param {string[] | undefined} roles */
const strongest = (roles) => ['admin', 'support', 'operator', 'auditor', 'installer', 'property', 'viewer'].find((role) => roles?.includes(role)) ?? (roles ?? []).join(', ');

/**
 * @typedef {object} Shown
 * @property {{name: string, roles: string[]} | null} me
 * @property {{critical: number, major: number, minor: number, info: number} | null} alarms that are open
 * @property {number} approvals that wait
 * @property {number} cases that wait
 * @property {'system' | 'light' | 'dark'} theme
 * @property {Record<'system' | 'light' | 'dark', string>} themeIcons
 * @property {() => void} nextTheme
 * @property {() => void} help
 * @property {() => void} leave
 */

const waiting = (/** @type {number} */ number) => (number > 0 ? html`<span class="count">${number}<span class="sr"> waiting</span></span>` : nothing);

/** @param {Place} place @param {Shown} shown */
function count(place, { alarms, approvals, cases }) {
  if (place.counts === 'approvals') return waiting(approvals);
  if (place.counts === 'cases') return waiting(cases);
  if (place.counts !== 'alarms' || !alarms) return nothing;
  const all = alarms.critical + alarms.major + alarms.minor + alarms.info;
  return all > 0 ? html`<span class="count ${alarms.critical ? 'bad' : ''}">${all}<span class="sr"> open</span></span>` : nothing;
}

/** @param {string} path */
const isAt = (path) => location.pathname === path || (path !== '/' && location.pathname.startsWith(`${path}/`));

/** @param {Place} place @param {Shown} shown @param {string} [more] */
const item = (place, shown, more = '') =>
  html`<a class="item ${more}" href=${place.path} aria-current=${isAt(place.path) ? 'page' : nothing}>${icon(/** @type {any} */ (place.icon))}<span class="label">${place.label}</span>${count(place, shown)}</a>`;

const themeLabels = { system: 'Theme', light: 'Light', dark: 'Dark' };

/** @param {Shown} shown */
export function rail(shown) {
  const { me, theme, themeIcons, nextTheme, help, leave } = shown;
  return html`<header class="rail">
    <a class="brand" href="/">${mark}Lockward</a>
    <nav aria-label="Main">
      ${places.map((place) => item(place, shown, place.daily ? '' : 'seldom'))}
      <button type="button" class="item narrow" aria-haspopup="dialog" @click=${() => openMore(shown)}>${icon('more')}<span class="label">More</span>
        ${waiting(shown.approvals + shown.cases)}</button>
    </nav>
    <div class="foot">
      <button type="button" class="item seldom" @click=${nextTheme} aria-label=${`Theme: ${theme}. Change it`}>
        ${icon(/** @type {any} */ (themeIcons[theme]))}<span class="label">${themeLabels[theme]}</span>
      </button>
      <button type="button" class="item" @click=${help}>${icon('help')}<span class="label">Help</span><kbd aria-hidden="true">?</kbd></button>
      <button type="button" class="item seldom" @click=${leave}>${icon('leave')}<span class="label">Sign out</span></button>
      ${me ? html`<div class="who"><span>Signed in as</span><strong>${me.name}</strong><span>${strongest(me.roles)}</span></div>` : nothing}
    </div>
  </header>`;
}

/** On a phone: what is wanted less often @param {Shown} shown */
function openMore(shown) {
  const { me, nextTheme, leave } = shown;
  openDialog({
    label: 'More',
    className: 'morepages',
    view: (close) => html`<div class="sheet">
      ${closeButton(close)}
      <h2>More</h2>
      <nav aria-label="More pages" @click=${close}>
        ${places.filter(({ daily }) => !daily).map((place) => item(place, shown))}
        <button type="button" class="item" @click=${nextTheme}>${icon('auto')}<span class="label">Change the theme</span></button>
        <button type="button" class="item" @click=${leave}>${icon('leave')}<span class="label">Sign out${me ? html` <span class="mute">(${me.name}, ${strongest(me.roles)})</span>` : nothing}</span></button>
      </nav>
    </div>`,
  });
}

/** @param {{live: boolean, since: number}} link @param {() => void} palette */
export const bar = (link, palette) => html`<section class="bar" aria-label="Jump, and how fresh this is">
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
