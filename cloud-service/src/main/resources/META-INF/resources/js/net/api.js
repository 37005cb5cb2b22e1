/**
 * The only door to the server. Answers are JSON, refusals are RFC 9457 problems, a lost session is an event of its own.
 */

/** A refusal or a failure, with words a person can act on. */
export class Problem extends Error {
  /** @type {string | undefined} */
  #next;

  /**
   * @param {number} status 0: the server was not reached
   * @param {{type?: string, title?: string, detail?: string, instance?: string, traceId?: string, reasons?: unknown[], next?: string}} body
   */
  constructor(status, body) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.type = body.type ?? 'about:blank';
    this.title = body.title ?? titles[status] ?? 'The server did not do it';
    this.detail = body.detail ?? '';
    this.reference = body.traceId ?? body.instance ?? '';
    this.#next = body.next;
    this.reasons = Array.isArray(body.reasons) ? body.reasons : [];
  }

  /** @returns {string} what the person can do now */
  get next() {
    return this.#next ?? steps[this.status] ?? (this.status >= 500 ? steps[500] : 'Check what was asked for and try again.');
  }
}

const titles = {
  0: 'The server cannot be reached',
  400: 'The server did not understand',
  401: 'You are signed out',
  403: 'You may not do this',
  404: 'There is nothing here',
  409: 'Not now',
  429: 'Too many requests',
  500: 'The server failed',
  503: 'The server is not ready',
};

const steps = {
  0: 'Check your connection. The page tries again by itself.',
  401: 'Sign in again; you come back to this page.',
  403: 'Ask an administrator for the right, or someone who has it to do this.',
  404: 'It may have been removed, or the address is wrong. Look for it in the fleet.',
  409: 'Wait until the reason is gone, then ask again.',
  429: 'Wait a moment, then try again.',
  500: 'Try again. If it stays, pass the reference below to whoever runs Lockward.',
  503: 'It is starting or its database is away. Try again in a minute.',
};

/** Milliseconds the server's clock is ahead of this one's; ages are counted on the server's clock. */
let offset = 0;

/** @returns {number} milliseconds since 1970 by the server's clock */
export const serverNow = () => Date.now() + offset;

/** @type {() => void} */
let signedOut = () => {};

/** @param {() => void} then called once a request is refused for want of a session */
export function onSignedOut(then) {
  signedOut = then;
}

/**
 * @param {string} path below /api/v1, with its query
 * @param {{method?: string, body?: unknown, headers?: Record<string, string>, signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export async function call(path, { method = 'GET', body, headers = {}, signal } = {}) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      signal,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'x-lockward': '1' }), // a header a foreign page cannot send
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      redirect: 'manual',
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, {});
  }
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (!Number.isNaN(date)) {
    const measured = date + 500 - Date.now(); // the header counts whole seconds
    if (Math.abs(measured - offset) > 1500) offset = Math.abs(measured) < 1500 ? 0 : measured;
  }
  if (answer.type === 'opaqueredirect' || answer.status === 401) {
    signedOut();
    throw new Problem(401, {});
  }
  const json = parse(await whole(answer.text(), signal));
  if (!answer.ok) throw new Problem(answer.status, json && typeof json === 'object' ? json : {});
  return json;
}

/**
 * An answer may break off after its head: that is no answer, and a problem like any other.
 * @template T
 * @param {Promise<T>} body
 * @param {AbortSignal} [signal]
 */
async function whole(body, signal) {
  try {
    return await body;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, { title: 'The answer broke off', detail: 'Only a part of it came.', next: 'Ask for it again.' });
  }
}

/** Names one asking: the same key is the same thing, however often it is sent. Works without TLS, where `randomUUID` does not exist. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Whether the server said no. That ends an asking, and the next one has another key; no answer, or a failure, does not:
 * it may have been done.
 * @param {any} failure
 */
export const isRefused = (failure) => failure.status >= 400 && failure.status < 500;

/** @param {string} text */
function parse(text) {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export const get = (path, signal) => call(path, { signal });

/**
 * @param {string} path
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
export const post = (path, body, headers) => call(path, { method: 'POST', body: body ?? {}, headers });

/**
 * @param {string} path
 * @param {unknown} body
 */
export const put = (path, body) => call(path, { method: 'PUT', body: body ?? {} });

/**
 * Asks for a file and hands it to the browser to keep
 * @param {string} path
 * @param {unknown} body
 * @param {string} name when the server gives none
 */
export async function download(path, body, name) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method: 'POST',
      headers: { accept: '*/*', 'content-type': 'application/json', 'x-lockward': '1' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      redirect: 'manual',
    });
  } catch {
    throw new Problem(0, {});
  }
  if (answer.type === 'opaqueredirect' || answer.status === 401) {
    signedOut();
    throw new Problem(401, {});
  }
  if (!answer.ok) {
    const json = parse(await whole(answer.text()));
    throw new Problem(answer.status, json && typeof json === 'object' ? json : {});
  }
  const given = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '');
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(await whole(answer.blob()));
  anchor.download = given?.[1] ?? name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}

/**
 * A query string of what is set
 * @param {Record<string, string | number | null | undefined>} fields
 */
export function query(fields) {
  const set = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}

/**
 * @param {string} username
 * @param {string} password
 */
export async function signIn(username, password) {
  let answer;
  try {
    answer = await fetch('/login', {
      method: 'POST',
      headers: { 'x-lockward': '1', accept: 'application/json' },
      body: new URLSearchParams({ username, password }),
      credentials: 'same-origin',
      redirect: 'manual',
    });
  } catch {
    throw new Problem(0, {});
  }
  if (answer.ok) return;
  const json = parse(await answer.text());
  throw new Problem(answer.status || 401, json && typeof json === 'object' ? json : {});
}

export async function signOut() {
  try {
    await fetch('/logout', { method: 'POST', headers: { 'x-lockward': '1' }, credentials: 'same-origin', redirect: 'manual' });
  } catch {
    /* the cookie stays until it ends; the sign-in page is shown all the same */
  }
}
