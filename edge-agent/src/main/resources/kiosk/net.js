/**
 * The agent on the same machine. What is to be seen comes by a long poll: the agent answers when it has changed, or after
 * a few seconds. Nothing is kept here that the next answer would not bring again.
 */
const PATIENCE = 8000;

/** @param {string} path @param {RequestInit} [init] */
async function call(path, init) {
  const answer = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** What this locker is: its name, telephone and languages. */
export const setup = () => call('/kiosk/setup');

/** @param {number} known the version that is on the screen @returns {Promise<{version: number, view: any}>} */
export const view = (known) => call(`/kiosk/view?known=${known}`);

/** @param {string} path @param {object} body */
const post = (path, body) => call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** A code was typed or read. @param {string | null} session @param {string} text */
export const enter = (session, text) => post('/kiosk/enter', session ? { session, text } : { text });

/** Anything else. @param {object} request with its `kind` */
export const ask = (request) => post('/kiosk/ask', request);

/** The controller's uptime in milliseconds at which this page began at the earliest; less than 0: not known. */
let since = -1;

/**
 * The page lives, and says since when, so that the one before a restart is not taken for the one after it.
 * Answers for how many seconds it should show itself. @param {boolean} locating
 */
export async function beat(locating) {
  /** @type {Record<string, string>} */
  const headers = since < 0 ? {} : { 'Lockward-Page-Since': String(since) };
  const answer = await fetch(locating ? '/kiosk/heartbeat?locating' : '/kiosk/heartbeat', { method: 'POST', headers, signal: AbortSignal.timeout(PATIENCE) });
  const up = Number(answer.headers.get('Lockward-Uptime-Millis') ?? NaN);
  // The uptime was read before now, so this can only be too early.
  const began = Math.floor(up - performance.now());
  if (began > since) since = began;
  return Number(answer.headers.get('Lockward-Locate-Seconds') ?? 0);
}
