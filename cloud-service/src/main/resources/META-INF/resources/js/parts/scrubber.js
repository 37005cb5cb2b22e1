/**
 * One cursor over a span, a window on it, a selection; what plays moves the cursor. No drawing, no network.
 *
 * @typedef {object} Scrubber
 * @property {number} cursor
 * @property {{from: number, to: number}} window
 * @property {{from: number, to: number} | null} selection
 * @property {boolean} playing
 * @property {number} speed
 */

/** The least that a window shows, in milliseconds. */
export const LEAST = 2_000;

/** @param {number} from @param {number} to @returns {Scrubber} */
export const scrubber = (from, to) => ({ cursor: to, window: { from, to }, selection: null, playing: false, speed: 1 });

const clamp = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) => Math.min(high, Math.max(low, value));

/**
 * Closer for a factor below 1, around a place that stays where it is
 * @param {Scrubber} now
 * @param {{from: number, to: number}} span
 * @param {number} factor
 * @param {number} around
 */
export function zoom(now, span, factor, around) {
  const wide = clamp((now.window.to - now.window.from) * factor, LEAST, span.to - span.from);
  const share = clamp((around - now.window.from) / (now.window.to - now.window.from), 0, 1);
  now.window = within({ from: around - share * wide, to: around + (1 - share) * wide }, span);
}

/** @param {Scrubber} now @param {{from: number, to: number}} span @param {number} by milliseconds */
export function pan(now, span, by) {
  now.window = within({ from: now.window.from + by, to: now.window.to + by }, span);
}

/** Puts the cursor somewhere, and the window to where it is seen. @param {Scrubber} now @param {{from: number, to: number}} span @param {number} at */
export function jump(now, span, at) {
  now.cursor = clamp(at, span.from, span.to);
  const wide = now.window.to - now.window.from;
  if (now.cursor < now.window.from || now.cursor > now.window.to) now.window = within({ from: now.cursor - wide / 2, to: now.cursor + wide / 2 }, span);
}

/** @param {Scrubber} now @param {'from' | 'to'} end */
export function mark(now, end) {
  const other = end === 'from' ? (now.selection?.to ?? now.window.to) : (now.selection?.from ?? now.window.from);
  now.selection = { from: Math.min(now.cursor, other), to: Math.max(now.cursor, other) };
}

/** A window of the same width, moved so that it lies inside. @param {{from: number, to: number}} wanted @param {{from: number, to: number}} span */
function within({ from, to }, span) {
  const wide = Math.min(to - from, span.to - span.from);
  const start = clamp(from, span.from, span.to - wide);
  return { from: start, to: start + wide };
}
