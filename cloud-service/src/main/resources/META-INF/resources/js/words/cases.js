import { plain } from './entries.js';

/** Disputes in words. Pure. @typedef {import('./states.js').State} State */

const UNKNOWN = { tone: 'unknown', shape: 'dashed', label: 'Unknown' };

const states = {
  requested: { tone: 'info', shape: 'ring', label: 'Asked for' },
  open: { tone: 'minor', shape: 'diamond', label: 'Open' },
  declined: { tone: 'unknown', shape: 'dash', label: 'Declined' },
  closed: { tone: 'calm', shape: 'check', label: 'Closed' },
};

/** @param {string} state @returns {any} */
export const caseWords = (state) => states[/** @type {keyof typeof states} */ (state)] ?? { ...UNKNOWN, label: plain(state) };

const kinds = {
  asked: 'Asked by a person',
  'not-here': 'Parcel not here',
  'forced-entry': 'Forced entry',
};

/** @param {string} kind */
export const kindText = (kind) => kinds[/** @type {keyof typeof kinds} */ (kind)] ?? plain(kind);

const certainties = {
  proven: { tone: 'verified', shape: 'check', label: 'Proven' },
  likely: { tone: 'minor', shape: 'diamond', label: 'Likely' },
  undecided: { tone: 'unknown', shape: 'dashed', label: 'Not decided' },
};

/** @param {string} certainty @returns {any} */
export const certaintyWords = (certainty) => certainties[/** @type {keyof typeof certainties} */ (certainty)] ?? { ...UNKNOWN, label: plain(certainty) };

const standings = {
  there: { tone: 'calm', shape: 'check', label: 'There' },
  missing: { tone: 'major', shape: 'triangle', label: 'Missing' },
  'not-applicable': { tone: 'unknown', shape: 'dash', label: 'Does not apply' },
};

/** @param {string} standing @returns {any} */
export const standingWords = (standing) => standings[/** @type {keyof typeof standings} */ (standing)] ?? UNKNOWN;

const items = {
  'delivery-scan': 'Courier’s scan',
  'deposit-sensed': 'Sensor at the deposit',
  'door-closed': 'Door closed',
  'code-used': 'Code used',
  'pickup-sensed': 'Sensor at the pickup',
  clips: 'Clips',
  'kiosk-session': 'The screen',
  network: 'Connected',
  'journal-whole': 'Journal whole',
  signed: 'Signed by the bank',
  clock: 'Clock',
};

/** @param {string} item */
export const itemText = (item) => items[/** @type {keyof typeof items} */ (item)] ?? plain(item);

const against = {
  'opened-without-unlock': 'Opened without being unlocked',
  'books-and-sensor': 'Books against sensor',
  'code-used-weight-stays': 'Code used, weight stays',
  'two-codes': 'Codes of two parcels',
  'said-not-there': 'Said not to be there',
  'books-differ': 'The cloud’s books differ',
  'journal-gap': 'Gap in the journal',
  'journal-replaced': 'Journal begun anew',
  'clip-misses-event': 'Clip misses its event',
  'clock-stepped': 'Clock was set',
};

/** @param {string} kind */
export const againstText = (kind) => against[/** @type {keyof typeof against} */ (kind)] ?? plain(kind);

/** Those that change what one may believe go before those that only tell of the evidence @param {string} kind */
export const againstTone = (kind) => (['journal-gap', 'journal-replaced', 'clip-misses-event', 'clock-stepped'].includes(kind) ? 'minor' : 'major');

const lanes = {
  power: 'Power',
  network: 'Controller',
  kiosk: 'Screen',
  door: 'Door',
  occupancy: 'Sensor',
  parcel: 'Parcel',
  code: 'Codes',
  command: 'Commands',
  clip: 'Clips',
  journal: 'Journal',
};

/** @param {string} lane */
export const laneText = (lane) => lanes[/** @type {keyof typeof lanes} */ (lane)] ?? plain(lane);

const laneIcons = { power: 'plug', network: 'chip', kiosk: 'screen', door: 'door', occupancy: 'ring', parcel: 'parcel', code: 'key', command: 'command', clip: 'film', journal: 'book' };

/** @param {string} lane @returns {any} */
export const laneIcon = (lane) => laneIcons[/** @type {keyof typeof laneIcons} */ (lane)] ?? 'dot';

const clips = {
  known: { tone: 'info', shape: 'clock', label: 'Late, still at the bank' },
  partial: { tone: 'info', shape: 'clock', label: 'Late, part of it came' },
  stored: { tone: 'calm', shape: 'film', label: 'Here' },
  lost: { tone: 'major', shape: 'triangle', label: 'Lost' },
  deleted: { tone: 'unknown', shape: 'dash', label: 'Deleted, its time was over' },
};

/** @param {string} state @returns {any} */
export const clipWords = (state) => clips[/** @type {keyof typeof clips} */ (state)] ?? UNKNOWN;

const acts = {
  request: 'asked for it',
  open: 'opened it',
  reopen: 'opened it again',
  decline: 'declined it',
  note: 'noted',
  finding: 'wrote the finding',
  close: 'closed it',
  hold: 'keeps its footage',
  release: 'let its footage go',
};

/** @param {string} what */
export const actText = (what) => acts[/** @type {keyof typeof acts} */ (what)] ?? plain(what);

const looks = { view: 'watched', download: 'downloaded', package: 'put into a package', share: 'shared' };

/** @param {string} what */
export const lookText = (what) => looks[/** @type {keyof typeof looks} */ (what)] ?? plain(what);

/** Where a case is about, in a few words @param {any} one */
export const about = (one) => [one.compartment, one.bank].filter(Boolean).join(' of ');
