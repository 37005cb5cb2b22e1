import { instant, span } from './time.js';

/** What needs two people, in words. Pure. */

/** @param {any} command @param {number} now */
export function waitingWords(command, now) {
  if (command.state !== 'queued') return '';
  const left = (instant(command.deadlineAt) ?? now) - now;
  return left > 0 ? `${span(left)} left` : 'time is up';
}

/** The line that a person runs where their key lies @param {any} command */
export const signingLine = (command) =>
  `lockward keys approve --key YOUR-KEY.jwk --command ${command.id} --bank ${command.bank} --boot ${command.consent?.boot ?? 'BOOT-ID'}`;

/** A terminal may have broken the line @param {string} text */
export const joined = (text) => text.replace(/\s+/g, '');

/** @param {string} part */
function read(part) {
  try {
    return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return null;
  }
}

/**
 * What is wrong with a pasted approval as far as can be told without its key; empty when nothing is. The server and the
 * bank check it again, with the key.
 * @param {string} text
 * @param {any} command
 */
export function approvalProblem(text, command) {
  const line = joined(text);
  if (line === '') return 'Paste the line that the command printed.';
  const parts = line.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return 'This is not an approval: one is a single line of three parts with full stops between. Copy the whole line.';
  const claims = read(parts[1]);
  if (!claims || typeof claims !== 'object') return 'This is not an approval: its middle part cannot be read. Copy the whole line.';
  if (claims.jti !== command.id) return 'It approves another command. Run the line above as it is.';
  if (claims.aud !== command.bank) return `It is for the bank ${String(claims.aud)}, and this is ${command.bank}.`;
  if (claims.kind !== command.kind) return 'It approves something else than opening every door.';
  if (command.consent?.boot && claims.boot !== command.consent.boot) return 'The bank has restarted since it was signed. Run the line above again; an earlier approval no longer counts either.';
  return '';
}

/**
 * The people: those who approved with their time, then the places still free
 * @param {any} command
 * @returns {Array<{by: string | null, at: string | null}>}
 */
export function slotsOf(command) {
  const { by = [], needed = 2 } = command.consent ?? {};
  const times = new Map((command.steps ?? []).filter((/** @type {any} */ step) => step.text?.startsWith('Approved by ')).map((/** @type {any} */ step) => [step.text.slice('Approved by '.length, -1), step.at]));
  const people = by.map((/** @type {string} */ name) => ({ by: name, at: times.get(name) ?? null }));
  while (people.length < needed) people.push({ by: null, at: null });
  return people;
}

/**
 * Door by door: what the journal shows
 * @param {string[]} doors
 * @param {import('../parts/timeline.js').Received[]} entries since the command came
 * @param {any} command
 * @returns {Array<{door: string, pulsed: number | null, opened: number | null, tone: string, shape: string, label: string}>}
 */
export function doorsOf(doors, entries, command) {
  const over = command.end === true;
  return doors.map((door) => {
    const about = entries.filter(({ entry }) => entry?.compartment === door);
    const pulsed = about.find(({ type, entry }) => type === 'lock.pulsed' && entry.id === command.id)?.seq ?? null;
    const opened = about.find(({ type, entry }) => type === 'door.opened' && entry.command === command.id)?.seq ?? null;
    if (opened !== null) return { door, pulsed, opened, tone: 'verified', shape: 'check', label: 'Opened' };
    if (pulsed !== null) return { door, pulsed, opened, ...(over ? { tone: 'minor', shape: 'diamond', label: 'Not seen opening' } : { tone: 'info', shape: 'ring', label: 'Lock pulsed' }) };
    if (over && command.state === 'verified') return { door, pulsed, opened, tone: 'calm', shape: 'doorOpen', label: 'Was open already' };
    return { door, pulsed, opened, tone: 'unknown', shape: 'dash', label: over ? 'Not touched' : 'Not yet' };
  });
}
