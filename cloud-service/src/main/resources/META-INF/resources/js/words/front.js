import { doorWords, occupancyWords } from './states.js';
import { ago, instant, plural } from './time.js';

/** From the twin of a bank to what its front shows. Pure. */

const UNITS = { XS: 1, S: 1, M: 2, L: 3, XL: 4 };
/** A lock just pulsed is drawn unlocked for this long. Milliseconds. */
const PULSE_SHOWN = 10_000;

/**
 * What is drawn for a door: forced and left open come from the open conditions, the rest from the switch
 * @param {any} cell
 */
export function doorState(cell) {
  const state = cell.door?.state ?? 'unknown';
  const conditions = cell.conditions ?? [];
  if (conditions.includes('forced-entry')) return 'forced';
  if (conditions.includes('door-jammed')) return 'jammed';
  if (conditions.includes('door-ajar') && state === 'open') return 'ajar';
  return state;
}

/** @param {any} cell @param {number} now */
export function lockText(cell, now) {
  if (!cell.lock?.lastPulsedAt) return 'never pulsed that we know of';
  const why = cell.lock.why ? `, for a ${String(cell.lock.why).replaceAll('-', ' ')}` : '';
  return `last pulsed ${ago(cell.lock.lastPulsedAt, now)}${why}`;
}

/** @param {any} cell @param {number} now */
const justUnlocked = (cell, now) => {
  const at = instant(cell.lock?.lastPulsedAt);
  return at !== null && now - at < PULSE_SHOWN && cell.door?.state !== 'open';
};

/**
 * @param {any} twin
 * @param {number} now
 * @param {boolean} stale nobody has heard of the bank lately
 * @returns {import('../parts/elevation.js').Column[]}
 */
export function columnsOf(twin, now, stale) {
  const cells = new Map((twin.compartments ?? []).map((/** @type {any} */ cell) => [cell.id, cell]));
  const layout = twin.layout?.columns?.length ? twin.layout.columns : derived([...cells.keys()]);
  const after = twin.layout?.kioskAfterColumn ?? null;
  const columns = [];
  for (const column of layout) {
    columns.push({
      letter: column.id,
      kiosk: false,
      cells: (column.compartments ?? []).map((/** @type {any} */ drawn) => {
        const cell = cells.get(drawn.id) ?? { id: drawn.id, door: null };
        const door = doorState(cell);
        const occupancy = cell.occupancy?.state ?? 'unknown';
        const unlocked = justUnlocked(cell, now);
        const out = cell.service?.inService === false;
        const words = [doorWords(door).label, out && 'out of service', unlocked && 'lock just pulsed', occupancyWords(occupancy).label, stale && 'not heard of lately'];
        return { id: drawn.id, column: column.id, units: UNITS[drawn.size ?? cell.size] ?? 1, door, occupancy, unlocked, out, stale, words: words.filter(Boolean).join(', ') };
      }),
    });
    if (column.id === after) columns.push({ letter: '', kiosk: true, cells: [] });
  }
  if (!columns.some(({ kiosk }) => kiosk)) columns.splice(Math.ceil(columns.length / 2), 0, { letter: '', kiosk: true, cells: [] });
  return columns;
}

/**
 * How many doors, and what lies behind how many, nobody has sensed so far
 * @param {import('../parts/elevation.js').Column[]} columns
 */
export function notKnown(columns) {
  const cells = columns.flatMap((column) => column.cells);
  const count = (/** @type {(cell: import('../parts/elevation.js').Cell) => boolean} */ which) => cells.filter(which).length;
  return { all: cells.length, doors: count(({ door }) => door === 'unknown'), contents: count(({ occupancy }) => occupancy === 'unknown') };
}

/** @param {number} count @param {number} all */
const which = (count, all) => (count === all ? (all === 1 ? 'its door' : `all ${all} doors`) : plural(count, 'door'));

/** What a bank says of a door comes from its sensors, so a new bank knows little @param {{all: number, contents: number}} unknown */
export function unknownContents({ all, contents }) {
  return `What lies behind ${which(contents, all)} is not known yet: nothing was sensed coming or going. The first parcel tells, or an installer who calibrates the sensors there. A door without sensors stays like that, and works all the same.`;
}

/** @param {{all: number, doors: number}} unknown */
export function unknownDoors({ all, doors }) {
  return `Whether ${which(doors, all)} ${doors === 1 ? 'is' : 'are'} shut is not known yet: the bank has not read ${doors === 1 ? 'that switch' : 'those switches'}. It tells when its agent has started; if this stays, open and shut ${doors === 1 ? 'it' : 'them'} once and run a self-test.`;
}

/** No layout was registered: columns by letter, rows by number @param {string[]} ids */
function derived(ids) {
  const letters = new Map();
  for (const id of [...ids].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    const letter = id.charAt(0);
    letters.set(letter, [...(letters.get(letter) ?? []), { id }]);
  }
  return [...letters].map(([id, compartments]) => ({ id, compartments }));
}
