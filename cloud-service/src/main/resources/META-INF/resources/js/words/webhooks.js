/** Endpoints of integrators and what became of each message, in words. Pure. */

import { ago, instant, plural, span } from './time.js';

/** @typedef {import('./states.js').State} State */

/** @param {any} endpoint @returns {State} */
export function endpointWords({ paused, health }) {
  if (paused) return { tone: 'shelved', shape: 'wrench', label: 'Paused' };
  if (health.state === 'failing') return { tone: 'major', shape: 'triangle', label: 'Does not take them' };
  if (health.state === 'unused') return { tone: 'unknown', shape: 'dashed', label: 'Nothing sent yet' };
  return { tone: 'calm', shape: 'check', label: 'Well' };
}

/** What waits, what was given up, when it was last heard to take one @param {any} endpoint @param {number} now */
export function endpointFacts({ health }, now) {
  return [
    health.waiting > 0 ? `${plural(health.waiting, 'message')} ${health.waiting === 1 ? 'waits' : 'wait'}` : '',
    health.dead > 0 ? `${health.dead.toLocaleString('en-GB')} given up` : '',
    health.takenAt ? `took one ${ago(health.takenAt, now)}` : '',
  ].filter(Boolean);
}

/** @param {any[]} endpoints */
export function headline(endpoints) {
  if (endpoints.length === 0) return 'Nobody is told by webhook yet.';
  const awake = endpoints.filter(({ paused }) => !paused);
  const failing = awake.filter(({ health }) => health.state === 'failing').length;
  if (failing > 0) return `${plural(failing, 'endpoint')} ${failing === 1 ? 'does' : 'do'} not take what we send.`;
  const resting = endpoints.length - awake.length;
  if (resting > 0) return `${plural(resting, 'endpoint')} ${resting === 1 ? 'is' : 'are'} paused.`;
  return 'Every endpoint takes what we send.';
}

/**
 * @param {any} notice
 * @param {any} endpoint where it goes; `null` when that is over
 * @returns {State}
 */
export function deliveryWords(notice, endpoint) {
  if (notice.state === 'sent') return { tone: 'verified', shape: 'check', label: 'Taken' };
  if (notice.state === 'dead') return { tone: 'major', shape: 'triangle', label: 'Given up' };
  if (notice.state === 'dropped') return { tone: 'unknown', shape: 'dash', label: 'Not sent' };
  if (!notice.nextAt) return { tone: 'info', shape: 'ring', label: 'On its way' };
  if (endpoint?.paused) return { tone: 'shelved', shape: 'wrench', label: 'Waits for the pause to end' };
  if (notice.attempts > 0) return { tone: 'minor', shape: 'diamond', label: 'Tried in vain' };
  return { tone: 'info', shape: 'ring', label: 'Waits' };
}

/**
 * Tries, the answer to the last one, and when the next one is
 * @param {any} notice
 * @param {any} endpoint
 * @param {number} now
 */
export function deliveryFacts(notice, endpoint, now) {
  const next = instant(notice.nextAt);
  const rests = notice.state === 'waiting' && next !== null && !endpoint?.paused;
  return [
    notice.attempts > 0 ? plural(notice.attempts, 'try', 'tries') : '',
    notice.problem ?? (notice.status ? `answered ${notice.status}` : ''),
    rests ? (next > now ? `next try in ${span(next - now)}` : 'next try now') : '',
  ].filter(Boolean);
}

/** Whether a person can have it sent now @param {any} notice */
export const canRetry = (notice) => notice.state === 'dead' || (notice.state === 'waiting' && notice.attempts > 0 && Boolean(notice.nextAt));

/**
 * What to do about an answer that was not 2xx
 * @param {number | null | undefined} status
 * @param {string | null | undefined} problem
 */
export function answerAdvice(status, problem) {
  const text = problem ?? '';
  if (status === 401 || status === 403) return 'It does not believe the signature, or wants a password of its own. Check that it verifies with the newest secret; “Change…” makes another.';
  if (status === 404 || status === 405) return 'Nothing takes a POST at this address. Check the path.';
  if (status === 410) return 'It says that it is gone for good. Remove it here, or mend it there before the next message: that one would end it.';
  if (status === 429) return 'It is asked too often. It is tried again with longer pauses.';
  if (status && status >= 300 && status < 400) return 'Redirects are not followed. Give the address that it leads to.';
  if (status && status >= 500) return 'It fails on its own side. Whoever runs it finds the reason in its log.';
  if (status) return 'It refuses the message. Whoever runs it finds the reason in its log.';
  if (/in time/.test(text)) return 'It must answer within 10 seconds. Let it answer first and work afterwards.';
  if (/name of the host/.test(text)) return 'Check the address for a slip, and whether the name is in the DNS.';
  if (/open Internet/.test(text)) return 'Its name leads into a private network, where nothing is sent. Use an address that anybody could reach.';
  if (/secret/.test(text)) return 'Copy the file of the seal key to this replica, or make another secret with “Change…”.';
  return 'Check that it runs, that its certificate is good, and that its firewall lets us in.';
}
