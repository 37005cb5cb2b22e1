/** Durations and instants in words. Pure: every function takes its `now`, none reads a clock. */

/** A bank says something at least this often; two missed ones and what it said is stale. Milliseconds. */
export const HEARTBEAT = 30_000;
/** Older than this is stale: two heartbeats and some travel. Milliseconds. */
export const STALE_AFTER = 70_000;

/**
 * @param {string | null | undefined} at RFC 3339
 * @returns {number | null} milliseconds since 1970, null when absent or unreadable
 */
export function instant(at) {
  if (!at) return null;
  const millis = Date.parse(at);
  return Number.isNaN(millis) ? null : millis;
}

/**
 * "now", "8 s", "12 min", "3 h 20 min", "6 d": as exact as a glance needs.
 * @param {number} millis
 */
export function span(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 10) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

/**
 * "1.2 s", "840 ms", then as {@link span}: for steps of a command.
 * @param {number} millis
 */
export function lap(millis) {
  if (millis < 0) return '0 ms';
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`;
  return span(millis);
}

/**
 * "just now", "8 s ago", "3 h 20 min ago", "never"
 * @param {string | null | undefined} at
 * @param {number} now
 */
export function ago(at, now) {
  const millis = instant(at);
  if (millis === null) return 'never';
  const age = now - millis;
  if (age < 2_000) return 'just now';
  return `${span(age)} ago`;
}

/**
 * @param {string | null | undefined} at
 * @param {number} now
 */
export function isStale(at, now) {
  const millis = instant(at);
  return millis === null || now - millis > STALE_AFTER;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} zone
 * @param {'clock' | 'day' | 'full' | 'key'} shape
 */
function format(zone, shape) {
  const key = `${zone} ${shape}`;
  let known = formats.get(key);
  if (!known) {
    const shapes = {
      clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
      day: { weekday: 'long', day: 'numeric', month: 'long' },
      full: { dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' },
      key: { year: 'numeric', month: '2-digit', day: '2-digit' },
    };
    try {
      known = new Intl.DateTimeFormat('en-GB', { ...shapes[shape], timeZone: zone });
    } catch {
      known = new Intl.DateTimeFormat('en-GB', { ...shapes[shape], timeZone: 'UTC' });
    }
    formats.set(key, known);
  }
  return known;
}

/**
 * The wall clock of the site, "17:02:11"
 * @param {string | null | undefined} at
 * @param {string} zone IANA name
 */
export function clock(at, zone) {
  const millis = instant(at);
  return millis === null ? '–' : format(zone, 'clock').format(millis);
}

/**
 * "Friday 20 November"
 * @param {string} at
 * @param {string} zone
 */
export function day(at, zone) {
  const millis = instant(at);
  return millis === null ? 'No date' : format(zone, 'day').format(millis);
}

/**
 * Equal for two instants of one day at the site
 * @param {string} at
 * @param {string} zone
 */
export function dayKey(at, zone) {
  const millis = instant(at);
  return millis === null ? '' : format(zone, 'key').format(millis);
}

/**
 * Everything, for a tooltip: site time, then UTC
 * @param {string | null | undefined} at
 * @param {string} zone
 */
export function exact(at, zone) {
  const millis = instant(at);
  if (millis === null) return 'no time known';
  return `${format(zone, 'full').format(millis)} (${new Date(millis).toISOString()})`;
}

/**
 * A clock that is off, in words
 * @param {number | null | undefined} millis bank minus cloud
 */
export function clockOffset(millis) {
  if (millis === null || millis === undefined) return 'not measured';
  const size = Math.abs(millis);
  if (size < 1000) return 'right within a second';
  return `${size < 60_000 ? lap(size) : span(size)} ${millis > 0 ? 'fast' : 'slow'}`;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
