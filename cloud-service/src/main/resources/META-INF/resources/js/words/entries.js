import { left } from './power.js';
import { plural, span } from './time.js';

/**
 * One sentence for every kind of journal entry. A kind this page does not know is shown by its name, never hidden.
 * @typedef {Record<string, any> & {type: string}} Entry
 * @typedef {{icon: string, tone: string, text: string, group: Group}} Sentence
 * @typedef {'door' | 'power' | 'kiosk' | 'parcel' | 'command' | 'agent' | 'condition' | 'other'} Group
 */

/** The filters above a timeline. */
export const groups = /** @type {const} */ ({
  door: 'Doors and locks',
  power: 'Power',
  kiosk: 'Kiosk',
  parcel: 'Parcels and clips',
  command: 'Commands',
  condition: 'Conditions',
  agent: 'Agent and journal',
  other: 'Other',
});

/** @type {Record<string, string[]>} the entry types behind each filter */
export const typesOf = {
  door: ['door.opened', 'door.closed', 'door.jammed', 'lock.pulsed', 'occupancy.changed', 'occupancy.suspect'],
  power: ['power.lost', 'power.restored', 'power.low', 'power.unknown', 'power.shutdown'],
  kiosk: ['kiosk.frozen', 'kiosk.recovered', 'remedy.step'],
  parcel: [
    'deposit.started',
    'deposit.concluded',
    'pickup.started',
    'pickup.concluded',
    'clip.recorded',
    'clip.uploaded',
    'clip.lost',
  ],
  command: ['command.received', 'command.refused', 'command.acted', 'command.concluded'],
  condition: ['condition.raised', 'condition.cleared'],
  agent: ['agent.started', 'config.applied', 'journal.checkpoint', 'journal.gap'],
};

/** Reasons of the command gate and the interlocks, in words. */
const reasons = {
  'bad-signature': 'its signature is not right',
  'unknown-key': 'it is signed with a key the bank does not know',
  'bad-key': 'it is signed with a key the bank does not know',
  'wrong-bank': 'it was meant for another bank',
  'wrong-boot': 'the controller has restarted since it was asked',
  expired: 'it came too late',
  duplicate: 'it was seen before',
  'seen-before': 'it was seen before',
  retained: 'the broker had kept it, and kept commands open nothing',
  'unknown-kind': 'the agent does not know this kind of command',
  'unsafe-now': 'it was not safe at that moment',
  unsafe: 'it was not safe at that moment',
  malformed: 'it could not be read',
};

/** @param {unknown} value a code such as `wrong-boot`, `WRONG_BOOT` or a sentence already */
export function reasonWords(value) {
  if (value === null || value === undefined || value === '') return 'no reason given';
  if (typeof value === 'object') return reasonWords(Object.values(value).find((each) => typeof each === 'string'));
  const text = String(value);
  return reasons[text.toLowerCase().replaceAll('_', '-')] ?? plain(text);
}

/** @param {unknown} value `agent-restart` to "agent restart"; sentences stay as they are */
export function plain(value) {
  const text = String(value ?? '');
  return /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/.test(text) ? text.toLowerCase().replaceAll(/[-_.]/g, ' ') : text;
}

const conditions = {
  'forced-entry': 'Forced entry: the door opened and nothing had unlocked it',
  'forced-open': 'Forced entry: the door opened and nothing had unlocked it',
  ajar: 'The door has been left open',
  'door-ajar': 'The door has been left open',
  tamper: 'Somebody tampers with the bank',
  'sensor-fault': 'A sensor gives no sensible reading',
  'clock-wrong': 'The controller’s clock is wrong',
  'disk-full': 'The disk is nearly full',
  'disk-nearly-full': 'The disk is nearly full',
};

const at = (/** @type {Entry} */ entry) => door(entry) ?? 'The door';

/** @param {Entry} entry */
function door(entry) {
  return entry.compartment ?? entry.door ?? null;
}

const percent = (/** @type {unknown} */ value) =>
  typeof value === 'number' ? `${Math.round(value <= 1 ? value * 100 : value)} %` : null;

const join = (/** @type {(string | null | undefined | false)[]} */ ...parts) => parts.filter(Boolean).join(', ');

const verdict = (/** @type {Entry} */ entry) => plain(entry.verdict?.kind ?? entry.verdict ?? entry.outcome ?? 'no verdict');

/** @param {Entry} entry */
function whyPulsed(entry) {
  const why = entry.why ?? entry.because ?? null;
  if (entry.command || (why && typeof why === 'object' && why.command)) return 'for a command from the cloud';
  if (entry.parcel || (why && typeof why === 'object' && why.parcel)) return 'for a parcel';
  return why ? `for ${plain(typeof why === 'object' ? Object.values(why)[0] : why)}` : '';
}

const causes = {
  'power-on': 'after the power came on',
  reboot: 'after a reboot',
  'agent-restart': 'again, the controller kept running',
};

/** @param {unknown} by counts by type, as an object or a list */
function counted(by) {
  if (!by || typeof by !== 'object') return '';
  return Object.entries(by)
    .map(([type, count]) => `${Number(count).toLocaleString('en-GB')} ${type}`)
    .join(', ');
}

/** @type {Record<string, (entry: Entry) => [string, string, string]>} icon, tone, text */
const sentences = {
  'agent.started': (e) => [
    'chip',
    e.cause === 'power-on' ? 'minor' : 'calm',
    `The agent started ${causes[String(e.cause).toLowerCase().replaceAll('_', '-')] ?? plain(e.cause ?? '')}`.trim() +
      (typeof e.downtimeSeconds === 'number'
        ? `; it was away for ${span(e.downtimeSeconds * 1000)}`
        : typeof e.downtimeMillis === 'number'
          ? `; it was away for ${span(e.downtimeMillis)}`
          : ''),
  ],
  'door.opened': (e) => ['doorOpen', 'calm', `${at(e)} opened`],
  'door.closed': (e) => ['door', 'calm', `${at(e)} closed`],
  'door.jammed': (e) => ['triangle', 'major', `${at(e)} is jammed: the lock was pulsed and the door did not open`],
  'lock.pulsed': (e) => ['unlock', 'calm', `${at(e)} unlocked ${whyPulsed(e)}`.trim()],
  'occupancy.changed': (e) => {
    const full = e.occupied ?? e.state ?? e.occupancy ?? (e.reading !== undefined && e.threshold !== undefined ? e.reading > e.threshold : null);
    const now = full === true || full === 'occupied' ? 'something is inside' : full === false || full === 'empty' ? 'it is empty' : 'the reading changed';
    return ['parcel', 'calm', `${door(e) ?? 'A compartment'}: ${join(now, percent(e.confidence) && `${percent(e.confidence)} sure`)}`];
  },
  'occupancy.suspect': (e) => ['dashed', 'minor', `${door(e) ?? 'A compartment'}: the occupancy reading cannot be trusted`],
  'power.lost': (e) => ['battery', 'major', join('Mains lost, on battery', e.runtimeSeconds !== undefined && left(e.runtimeSeconds))],
  'power.restored': () => ['plug', 'calm', 'Mains is back'],
  'power.low': (e) => ['battery', 'critical', join('The battery is low', e.runtimeSeconds !== undefined && left(e.runtimeSeconds))],
  'power.unknown': (e) => ['dashed', 'unknown', `Power unknown: ${reasonWords(e.why ?? e.reason ?? e.cause)}`],
  'power.shutdown': (e) => ['battery', 'critical', join('The controller shuts down in order, the battery cannot carry it', e.runtimeSeconds !== undefined && left(e.runtimeSeconds))],
  'kiosk.frozen': () => ['screen', 'major', 'The kiosk screen froze'],
  'kiosk.recovered': () => ['screen', 'calm', 'The kiosk screen answers again'],
  'deposit.started': (e) => ['parcel', 'calm', `A deposit began${door(e) ? ` at ${door(e)}` : ''}`],
  'deposit.concluded': (e) => ['parcel', 'calm', `The deposit${door(e) ? ` at ${door(e)}` : ''} ended: ${verdict(e)}`],
  'pickup.started': (e) => ['parcel', 'calm', `A pickup began${door(e) ? ` at ${door(e)}` : ''}`],
  'pickup.concluded': (e) => ['parcel', 'calm', `The pickup${door(e) ? ` at ${door(e)}` : ''} ended: ${verdict(e)}`],
  'clip.recorded': () => ['film', 'calm', 'A clip was recorded'],
  'clip.uploaded': () => ['film', 'calm', 'A clip was uploaded'],
  'clip.lost': (e) => ['film', 'minor', `A clip was lost: ${reasonWords(e.why ?? e.reason)}`],
  'command.received': (e) => ['command', 'info', `The bank received a command${named(e)}`],
  'command.refused': (e) => ['command', 'major', `The bank refused a command${named(e)}: ${reasonWords(e.reason ?? e.why)}`],
  'command.acted': (e) => ['command', 'info', `The bank acted on a command${named(e)}`],
  'command.concluded': (e) => {
    const outcome = plain(e.outcome?.kind ?? e.outcome ?? e.state ?? 'no outcome');
    return ['command', outcome === 'verified' ? 'verified' : outcome === 'failed' ? 'major' : 'calm', `A command${named(e)} ended: ${outcome}`];
  },
  'remedy.step': (e) => ['wrench', 'info', `The bank helps itself: ${plain(e.step ?? e.action ?? 'a step')}${e.why ? `, because ${reasonWords(e.why)}` : ''}`],
  'config.applied': (e) => ['wrench', 'calm', `Configuration${e.version === undefined ? '' : ` ${e.version}`} applied`],
  'condition.raised': (e) => ['triangle', conditionTone(e), conditionText(e)],
  'condition.cleared': (e) => ['check', 'calm', `Over: ${lower(conditionText(e))}`],
  'journal.checkpoint': () => ['book', 'calm', 'The journal up to here is signed'],
  'journal.gap': (e) => ['book', 'minor', `The journal was full and dropped ${gapWords(e)}`],
};

/** @param {Entry} entry */
function gapWords(entry) {
  const by = entry.dropped ?? entry.counts ?? entry.byType ?? null;
  const listed = counted(by);
  if (listed) return listed;
  const count = entry.count ?? entry.total;
  return typeof count === 'number' ? plural(count, 'entry', 'entries') : 'some entries';
}

/** @param {Entry} entry */
function named(entry) {
  const kind = entry.kind ?? entry.cmd?.kind ?? null;
  const where = door(entry) ?? entry.cmd?.compartment ?? null;
  if (!kind) return where ? ` for ${where}` : '';
  return ` to ${plain(kind)}${where ? ` ${where}` : ''}`;
}

/** @param {Entry} entry */
const conditionKind = (entry) => String(entry.condition?.kind ?? entry.condition ?? entry.kind ?? '').toLowerCase().replaceAll('_', '-');

/** @param {Entry} entry */
function conditionText(entry) {
  const kind = conditionKind(entry);
  const words = conditions[kind] ?? (kind ? sentence(plain(kind)) : 'A condition');
  return door(entry) ? `${door(entry)}: ${lower(words)}` : words;
}

/** @param {Entry} entry */
function conditionTone(entry) {
  const kind = conditionKind(entry);
  return kind.startsWith('forced') || kind === 'tamper' ? 'critical' : 'major';
}

const sentence = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (/** @type {string} */ text) => (/^[A-Z]\d/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));

/**
 * @param {Entry} entry
 * @returns {Sentence}
 */
export function sentenceOf(entry) {
  const known = sentences[entry.type];
  if (!known) {
    return { icon: 'dot', tone: 'calm', text: `${sentence(plain(entry.type ?? 'unknown entry'))} (a kind this page does not know)`, group: 'other' };
  }
  const [icon, tone, text] = known(entry);
  return { icon, tone, text, group: groupOf(entry.type) };
}

/**
 * @param {string} type
 * @returns {Group}
 */
export function groupOf(type) {
  const found = Object.entries(typesOf).find(([, types]) => types.includes(type));
  return /** @type {Group} */ (found ? found[0] : 'other');
}
