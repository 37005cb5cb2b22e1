import { plain } from './entries.js';

/** Lanes and their states in words and tones. Pure. */

const named = { power: 'Power', kiosk: 'Kiosk', agent: 'Agent', conditions: 'Conditions', people: 'People', commands: 'Commands', camera: 'Video', network: 'Network', journal: 'Journal' };

/** @param {string} id such as `power` or `door/A07` */
export function laneLabel(id) {
  const [kind, door] = id.split('/');
  return door ?? named[/** @type {keyof typeof named} */ (kind)] ?? plain(kind);
}

/**
 * How a state is drawn: its tone, whether it is solid, hatched or a thin line, and what it is called.
 * @typedef {{tone: string, shape: 'solid' | 'hatch' | 'thin', label: string}} Drawn
 */

/** @type {Record<string, Record<string, Drawn>>} */
const states = {
  power: {
    mains: { tone: 'unknown', shape: 'thin', label: 'on mains' },
    battery: { tone: 'major', shape: 'solid', label: 'on battery' },
    low: { tone: 'critical', shape: 'solid', label: 'battery nearly empty' },
    off: { tone: 'critical', shape: 'hatch', label: 'switched off' },
    unknown: { tone: 'unknown', shape: 'hatch', label: 'power unknown' },
  },
  kiosk: {
    well: { tone: 'unknown', shape: 'thin', label: 'answers' },
    frozen: { tone: 'major', shape: 'solid', label: 'frozen' },
    visit: { tone: 'info', shape: 'solid', label: 'somebody at the screen' },
  },
  agent: { down: { tone: 'major', shape: 'hatch', label: 'not running' } },
  door: {
    closed: { tone: 'unknown', shape: 'thin', label: 'closed' },
    open: { tone: 'info', shape: 'solid', label: 'open' },
    jammed: { tone: 'major', shape: 'hatch', label: 'jammed' },
  },
  occupancy: {
    empty: { tone: 'unknown', shape: 'thin', label: 'empty' },
    full: { tone: 'parcel-edge', shape: 'solid', label: 'something inside' },
    suspect: { tone: 'minor', shape: 'hatch', label: 'sensor cannot be believed' },
  },
  network: {
    connected: { tone: 'unknown', shape: 'thin', label: 'connected, as far as is known' },
    'not-connected': { tone: 'major', shape: 'solid', label: 'not connected' },
    'not-hearing': { tone: 'major', shape: 'hatch', label: 'commands do not arrive' },
    late: { tone: 'minor', shape: 'hatch', label: 'heard of later' },
  },
};

/** What a gap is, under the cursor. @param {{dropped: boolean, last: number | null, first: number}} gap */
export function gapLabel({ dropped, first, last }) {
  if (last === null) return 'nothing was heard from the bank; what holds is not known';
  const which = first === last ? `entry ${first}` : `entries ${first} to ${last}`;
  return dropped ? `the bank had to drop ${which}` : `${which} not here`;
}

const ended = { verified: 'verified', collected: 'verified', over: 'minor', failed: 'major' };
const film = { recorded: { tone: 'info', shape: 'solid' }, uploaded: { tone: 'verified', shape: 'solid' }, lost: { tone: 'major', shape: 'hatch' } };

/**
 * @param {string} lane
 * @param {{state: string, said?: string | null, to?: string | null}} given
 * @returns {Drawn}
 */
export function drawn(lane, { state, said, to }) {
  const kind = lane.split('/')[0];
  const known = states[kind]?.[state];
  if (known) return known;
  const label = said ? `${plain(state)}: ${plain(said)}` : plain(state);
  if (kind === 'camera') return { .../** @type {any} */ (film)[state], label };
  if (kind === 'conditions') return { tone: /forced-entry|tamper/.test(state) ? 'critical' : 'minor', shape: 'solid', label };
  return { tone: to ? (/** @type {any} */ (ended)[said ?? ''] ?? 'minor') : 'info', shape: 'solid', label };
}

/** Speeds of play, as on a video's own bar. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 16, 60];

/**
 * Even steps for an axis: about `most` of them in a span
 * @param {number} millis
 * @param {number} most
 */
export function tickStep(millis, most) {
  const steps = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000];
  return steps.find((step) => millis / step <= most) ?? 86_400_000;
}
