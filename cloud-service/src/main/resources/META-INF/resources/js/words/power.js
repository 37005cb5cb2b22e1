import { span } from './time.js';

/**
 * Power in words. What is not known is said so, never guessed.
 * @typedef {{tone: string, shape: string, label: string, detail: string}} Words
 */

/**
 * Minutes left, as a person says it
 * @param {number | null | undefined} seconds of runtime at the present load
 */
export function left(seconds) {
  if (seconds === null || seconds === undefined || seconds < 0) return 'time left not known';
  if (seconds < 60) return 'less than a minute left';
  if (seconds < 120) return 'about 1 min left';
  if (seconds < 3 * 3600) return `about ${Math.floor(seconds / 60)} min left`;
  return `about ${Math.floor(seconds / 3600)} h left`;
}

/** @param {number | null | undefined} percent */
export const charge = (percent) =>
  percent === null || percent === undefined ? 'charge not known' : `${Math.round(percent)} % charged`;

/**
 * @param {{state: string, status?: string | null, runtimeSeconds?: number | null, chargePercent?: number | null, reason?: string | null} | null | undefined} power
 * @returns {Words}
 */
export function powerWords(power) {
  switch (power?.state) {
    case 'mains':
      return { tone: 'calm', shape: 'plug', label: 'On mains', detail: charge(power.chargePercent) };
    case 'battery':
      return { tone: 'major', shape: 'battery', label: 'On battery', detail: left(power.runtimeSeconds) };
    case 'low':
      return { tone: 'critical', shape: 'battery', label: 'Battery low', detail: left(power.runtimeSeconds) };
    case 'shut-down':
      return { tone: 'critical', shape: 'battery', label: 'Shut down', detail: 'to save the battery; starts when mains is back' };
    case 'unknown':
      return { tone: 'unknown', shape: 'dashed', label: 'Power unknown', detail: power.reason ?? 'the UPS gives no clear answer' };
    default:
      return { tone: 'unknown', shape: 'dashed', label: 'Never reported', detail: 'the UPS has not been seen yet' };
  }
}

/**
 * How long a state has lasted
 * @param {number | null} since milliseconds
 * @param {number} now milliseconds
 */
export const lasted = (since, now) => (since === null ? '' : `for ${span(now - since)}`);
