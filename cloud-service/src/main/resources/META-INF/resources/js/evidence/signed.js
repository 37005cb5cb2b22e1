/*
 * Signed messages: JWS in compact form with Ed25519 (RFC 7515, RFC 8037), behind the same narrow gate as the banks'.
 */
const P = 2n ** 255n - 19n;
/** The y coordinate of the points of order 8. */
const ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL = new Set([0n, 1n, P - 1n, ORDER_8, P - ORDER_8]);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes, or null when they are not UTF-8. */
export function text(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** What JSON says, or undefined. */
export function json(source) {
  try {
    return source === null ? undefined : JSON.parse(source);
  } catch {
    return undefined;
  }
}

export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Canonical base64url without padding, or null. */
export function base64url(part) {
  if (!/^[A-Za-z0-9_-]*$/.test(part) || part.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  return toBase64url(bytes) === part ? bytes : null;
}

export const toBase64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Whether it is a public key: the x of its JWK, and not one with which forgeries would hold. */
export function isKey(x) {
  const bytes = typeof x === 'string' && x.length === 43 ? base64url(x) : null;
  if (bytes === null || bytes.length !== 32) return false;
  let y = 0n;
  for (let i = 31; i >= 0; i--) y = y * 256n + BigInt(i === 31 ? bytes[i] & 0x7f : bytes[i]);
  return !SMALL.has(y % P);
}

const thumbprints = new Map();

/** The fingerprint of a key (RFC 7638). */
export async function thumbprint(x) {
  if (!thumbprints.has(x)) {
    const jwk = new TextEncoder().encode(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
    thumbprints.set(x, toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', jwk))));
  }
  return thumbprints.get(x);
}

/** Whether an Ed25519 signature is this key's. */
export async function holds(x, signature, message) {
  if (signature === null || signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey('raw', base64url(x), { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
  } catch (e) {
    if (e.name === 'NotSupportedError') throw e;
    return false;
  }
}

/**
 * Takes a message apart; nothing of it is believed yet.
 * @returns {{kid: string, payload: Uint8Array, signature: Uint8Array, signed: Uint8Array} | null}
 */
export function look(bytes, type, most) {
  if (bytes.length > most) return null;
  const parts = Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .split('.');
  if (parts.length !== 3) return null;
  const [head, payload, signature] = parts.map(base64url);
  if (!head || !payload || !signature) return null;
  const header = json(text(head));
  const ours =
    isObject(header) &&
    Object.keys(header).length === 3 &&
    ['alg', 'typ', 'kid'].every((name) => typeof header[name] === 'string') &&
    header.alg === 'EdDSA' &&
    header.typ === type;
  return ours
    ? { kid: header.kid, payload, signature, signed: new TextEncoder().encode(`${parts[0]}.${parts[1]}`) }
    : null;
}
