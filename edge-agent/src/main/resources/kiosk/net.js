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

/** The page lives. Answers for how many seconds it should show itself. @param {boolean} locating */
export async function beat(locating) {
  const answer = await fetch(locating ? '/kiosk/heartbeat?locating' : '/kiosk/heartbeat', { method: 'POST', signal: AbortSignal.timeout(PATIENCE) });
  return Number(answer.headers.get('Lockward-Locate-Seconds') ?? 0);
}
