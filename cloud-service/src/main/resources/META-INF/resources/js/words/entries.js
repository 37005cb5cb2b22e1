import { left } from './power.js';
import { lap, plural, span } from './time.js';

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
  kiosk: 'Kiosk and remedies',
  parcel: 'Parcels and clips',
  command: 'Commands',
  condition: 'Conditions',
  agent: 'Agent and journal',
  other: 'Other',
});

/** The first word of an entry type says which filter it belongs to. */
const groupByPrefix = /** @type {Record<string, Group>} */ ({
  door: 'door',
  lock: 'door',
  occupancy: 'door',
  power: 'power',
  kiosk: 'kiosk',
  remedy: 'kiosk',
  deposit: 'parcel',
  pickup: 'parcel',
  parcel: 'parcel',
  tickets: 'parcel',
  code: 'parcel',
  clip: 'parcel',
  command: 'command',
  condition: 'condition',
  agent: 'agent',
  config: 'agent',
  keys: 'agent',
  compartment: 'door',
  journal: 'agent',
});

/** Reasons of the command gate and the interlocks, in words. */
const reasons = {
  malformed: 'it could not be read',
  'bad-signature': 'its signature is not right',
  'unknown-key': 'it is signed with a key the bank does not know',
  'wrong-bank': 'it was meant for another bank',
  'wrong-boot': 'the controller has restarted since it was asked',
  expired: 'it came too late',
  'lives-too-long': 'it would have lived too long',
  'seen-before': 'it was seen before, and the first outcome stands',
  retained: 'the broker had kept it, and a kept command opens nothing',
  'unknown-kind': 'the agent does not know this kind of command',
  'no-such-target': 'the bank has no such part',
  'unsafe-now': 'it was not safe at that moment',
  'too-many': 'too many commands are running',
  'key-out-of-time': 'the key that signed it does not count yet, or no longer',
  'not-allowed': 'its key may not sign this, or the approval of two people is missing',
  'rate-limited': 'the bank opens no more doors from afar in one minute, whoever asks',
};

/** @param {unknown} value a code such as `wrong-boot`, or words already */
export function reasonWords(value) {
  if (value === null || value === undefined || value === '') return 'no reason given';
  return reasons[String(value)] ?? plain(value);
}

/** @param {unknown} value `agent-restart` to "agent restart"; sentences stay as they are */
export function plain(value) {
  const text = String(value ?? '');
  return /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/.test(text) ? text.replaceAll(/[-_.]/g, ' ') : text;
}

const percent = (/** @type {unknown} */ share) => (typeof share === 'number' ? `${Math.round(share * 100)} % sure` : '');
const join = (/** @type {string[]} */ ...parts) => parts.filter(Boolean).join(', ');
const upper = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (/** @type {string} */ text) => (/^[A-Z]\d/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));
const some = (/** @type {unknown} */ value) => value !== null && value !== undefined;

const remaining = (/** @type {Entry} */ e) => (some(e.ups?.runtimeSeconds) ? left(e.ups.runtimeSeconds) : '');

const visitors = { recipient: 'A recipient', courier: 'A courier', installer: 'An installer' };
const visitEnds = { left: 'and left', 'timed-out': 'and pressed nothing more', replaced: 'and made way for somebody else' };

/** Who stood at a screen @param {unknown} who */
export const visitor = (who) => visitors[String(who)] ?? (who ? upper(plain(who)) : 'Somebody');

/** How a visit ended @param {unknown} ended */
export const visitEnd = (ended) => visitEnds[String(ended)] ?? plain(ended);

const causes = {
  'power-on': 'after the power came on',
  reboot: 'after a reboot',
  'agent-restart': 'again; the controller kept running',
};

const levels = { kiosk: 'the kiosk', agent: 'the agent', controller: 'the controller', power: 'the power' };

/** @param {any} cmd */
function wish(cmd) {
  if (cmd?.kind === 'unlock') return `unlock ${cmd.compartment ?? 'a door'}`;
  if (cmd?.kind === 'reboot') return `${cmd.level === 'kiosk' || cmd.level === 'agent' ? 'restart' : 'reboot'} ${levels[cmd.level] ?? 'it'}`;
  if (cmd?.kind === 'unlock-all') return 'open every compartment';
  if (cmd?.kind === 'locate') return 'show itself';
  if (cmd?.kind === 'selftest') return 'look at all its parts';
  if (cmd?.kind === 'out-of-service') return `take ${cmd.compartment ?? 'a compartment'} out of service`;
  if (cmd?.kind === 'in-service') return `put ${cmd.compartment ?? 'a compartment'} back into service`;
  if (cmd?.kind === 'diagnose') return 'send a diagnostic bundle';
  if (cmd?.kind === 'pause-remedy') return cmd.minutes === 0 ? 'let automatic restarts go on' : `hold automatic restarts back for ${cmd.minutes ?? 'some'} min`;
  return cmd?.kind ? plain(cmd.kind) : 'do something';
}

const conditions = {
  'forced-entry': 'Forced entry: the door opened and nothing had unlocked it',
  'door-ajar': 'The door has been left open',
  tamper: 'Somebody is at the cabinet itself',
  'sensor-fault': 'The switch cannot be read',
  'sensor-ill': 'An occupancy sensor is ill',
  'compartment-blind': 'None of its occupancy sensors is well',
  'disk-nearly-full': 'The disk is nearly full',
  'unexpected-content': 'Something is inside that the books know nothing of',
  'missing-content': 'It is empty, and the books expect a parcel',
  'code-guessing': 'Somebody tries codes at the screen',
  'lock-not-engaged': 'The door is closed, and its lock does not hold it',
  'camera-fault': 'A camera gives no pictures',
};

const filmedReasons = { deposit: 'a deposit', pickup: 'a pickup', 'forced-entry': 'a forced entry', tamper: 'somebody at the cabinet', jam: 'a jammed door', 'code-guessing': 'wrong codes', asked: 'what was asked for' };

/** @param {Entry} e */
function filmed(e) {
  const what = e.because ? (filmedReasons[e.because] ?? plain(e.because)) : 'a clip';
  return e.compartment ? `${what} at ${e.compartment}` : what;
}

/** @param {Entry} e */
function condition(e) {
  const words = conditions[e.kind] ?? upper(plain(e.kind ?? 'a condition'));
  return e.kind === 'camera-fault' || /^[A-Z]\d/.test(e.subject ?? '') ? `${e.subject}: ${lower(words)}` : words;
}

/** @param {Entry} e */
function dropped(e) {
  const listed = Object.entries(e.dropped ?? {});
  const total = typeof e.from === 'number' && typeof e.to === 'number' ? plural(e.to - e.from + 1, 'entry', 'entries') : 'some entries';
  return listed.length > 0 ? `${total}: ${listed.map(([type, count]) => `${count} ${type}`).join(', ')}` : total;
}

/** @type {Record<string, (entry: Entry) => [string, string, string]>} icon, tone, text */
const sentences = {
  'agent.started': (e) => [
    'chip',
    e.expected === false ? 'minor' : 'calm',
    join(`The agent started ${causes[e.cause] ?? plain(e.cause)}`.trim(), some(e.downtimeMillis) ? `away for ${span(e.downtimeMillis)}` : '', e.expected === false ? 'and nobody had asked for it' : ''),
  ],
  'agent.probed': (e) => ['chip', e.detail ? 'minor' : 'calm', join(e.detail ? `Not all parts are well: ${e.detail}` : 'All parts are well', some(e.downtimeMillis) ? `away for ${span(e.downtimeMillis)}` : '')],
  'keys.applied': (e) => (e.problem ? ['wrench', 'minor', `Key set ${e.version} was not taken: ${e.problem}`] : ['wrench', 'calm', `Key set ${e.version} is in force`]),
  'compartment.service': (e) => ['wrench', e.inService ? 'calm' : 'minor', `${e.compartment} is ${e.inService ? 'back in service' : 'out of service'}: ${plain(e.why)}`],
  'door.opened': (e) => ['doorOpen', 'calm', `${e.compartment} opened${e.command ? ', as the command asked' : ''}`],
  'door.closed': (e) => ['door', 'calm', `${e.compartment} closed${some(e.openMillis) ? ` after ${lap(e.openMillis)}` : ''}`],
  'door.jammed': (e) => ['triangle', 'major', `${e.compartment} is jammed: its lock was pulsed and the door stayed shut`],
  'lock.pulsed': (e) => ['unlock', 'calm', `The lock of ${e.compartment} was pulsed for ${{ command: 'a command', deposit: 'a deposit', pickup: 'a pickup' }[e.why] ?? plain(e.why)}`],
  'occupancy.changed': (e) => ['parcel', 'calm', join(`${e.compartment}: ${e.occupied ? 'something was put in' : 'it is empty now'}`, percent(e.confidence))],
  'occupancy.calibrated': (e) => ['wrench', 'calm', `${e.compartment}: the occupancy sensors were calibrated${(e.sensors ?? []).some((s) => s.seesSheets) ? ', two sheets of paper stand out' : ', two sheets of paper cannot be seen'}`],
  'occupancy.suspect': (e) => ['diamond', 'minor', `${e.compartment}: the occupancy sensor cannot be believed, ${lower(e.problem ?? 'no detail')}`],
  'power.lost': (e) => ['battery', 'major', join('Mains lost, running on battery', remaining(e))],
  'power.restored': (e) => ['plug', 'calm', join('Mains is back', some(e.outageMillis) ? `it was gone for ${span(e.outageMillis)}` : '')],
  'power.low': (e) => ['battery', 'critical', join('The battery is nearly empty', remaining(e))],
  'power.unknown': (e) => ['dashed', 'unknown', `Power unknown: ${plain(e.reason)}`],
  'power.shutdown': (e) => ['battery', 'critical', `The controller halts in good order to spare its battery: ${plain(e.reason)}`],
  'kiosk.frozen': (e) => ['screen', 'major', `The kiosk screen froze${some(e.silentMillis) ? `, silent for ${span(e.silentMillis)}` : ''}`],
  'kiosk.recovered': (e) => ['screen', 'calm', `The kiosk screen answers again${some(e.frozenMillis) ? ` after ${span(e.frozenMillis)}` : ''}`],
  'kiosk.visit': (e) => ['screen', 'calm', `${visitor(e.who)} was at the screen for ${span(e.millis)}${(e.pressed ?? []).length > 0 ? `, pressed ${e.pressed.map((/** @type {string} */ each) => `“${plain(each)}”`).join(', ')}` : ''}, ${visitEnd(e.ended)}`],
  'remedy.step': (e) => ['wrench', 'info', `The bank restarts ${levels[e.level] ?? plain(e.level)} by itself: ${plain(e.why)}`],
  'remedy.concluded': (e) => ['wrench', { healed: 'calm', 'not-healed': 'major' }[e.outcome] ?? 'minor', `${upper({ healed: 'healed', 'not-healed': 'not healed', 'not-done': 'not done' }[e.outcome] ?? plain(e.outcome))} by restarting ${levels[e.level] ?? plain(e.level)}: ${plain(e.evidence)}`],
  'remedy.held': (e) => ['wrench', 'minor', `The bank would restart ${levels[e.level] ?? plain(e.level)}, and waits: ${plain(e.reason)}`],
  'remedy.gave-up': (e) => ['triangle', 'critical', `The bank cannot heal itself; a person is needed: ${plain(e.why)}`],
  'remedy.paused': (e) => ['wrench', 'info', e.minutes === 0 ? `${e.act} lets automatic restarts go on` : `${e.act} holds automatic restarts back for ${e.minutes} min`],
  'remedy.cleared': (e) => ['check', 'calm', `The ${plain(e.part)} is well again: ${plain(e.evidence)}`],
  'deposit.started': (e) => ['parcel', 'calm', `A deposit began at ${e.compartment}`],
  'deposit.concluded': (e) => ['parcel', e.verdict === 'verified' ? 'calm' : 'minor', `The deposit at ${e.compartment} ended: ${plain(e.verdict)}`],
  'pickup.started': (e) => ['parcel', 'calm', `A pickup began at ${e.compartment}`],
  'pickup.concluded': (e) => ['parcel', e.verdict === 'collected' ? 'calm' : 'minor', `The pickup at ${e.compartment} ended: ${plain(e.verdict)}`],
  'pickup.stated': (e) => ['parcel', e.all ? 'calm' : 'minor', `After the pickup at ${e.compartment} the person said that ${e.all ? 'they took everything' : 'something is still inside'}`],
  'parcel.moved': (e) => ['parcel', 'minor', `A parcel was followed from ${e.from} to ${e.compartment}: ${plain(e.why)}`],
  'parcel.coded': (e) => ['parcel', 'calm', `The parcel in ${e.compartment} has ${e.number > 1 ? 'a new code' : 'its code'}`],
  'parcel.flagged': (e) => ['parcel', 'minor', `Somebody should look at the parcel in ${e.compartment}: ${plain(e.why)}`],
  'parcel.gone': (e) => ['parcel', 'minor', `The parcel in ${e.compartment} is no longer there, and no pickup took it: ${plain(e.why)}`],
  'tickets.applied': (e) => (e.problem ? ['wrench', 'minor', `Tickets were not taken: ${e.problem}`] : ['wrench', 'calm', `Tickets are at version ${e.version}: ${plural((e.add ?? []).length, 'ticket', 'tickets')} came, ${(e.remove ?? []).length} went`]),
  'tickets.secret': (e) =>
    e.generation > 1
      ? ['wrench', 'minor', `The bank has a new secret (number ${e.generation}): every parcel in it gets another code`]
      : ['wrench', 'calm', 'The bank gave the cloud its secret, sealed'],
  'code.wrong': () => ['diamond', 'info', 'A wrong code was typed'],
  'code.locked': () => ['diamond', 'minor', 'Too many wrong codes close to one: it opens nothing until it is replaced'],
  'code.paused': (e) => ['triangle', 'major', `${e.wrong} wrong codes: none is taken for ${span(e.seconds * 1000)}`],
  'kiosk.trouble': (e) => ['screen', 'minor', join(`Somebody at the screen was told “${e.code}”: ${plain(e.what)}`, e.compartment ? `at ${e.compartment}` : '')],
  'clip.recorded': (e) => ['film', some(e.gapMillis) && e.gapMillis > 0 ? 'minor' : 'calm', join(`Camera ${e.camera} filmed ${filmed(e)}`, some(e.gapMillis) && e.gapMillis > 0 ? `${span(e.gapMillis)} are missing in it` : '')],
  'clip.uploaded': () => ['film', 'calm', 'A clip was uploaded and its hash is right'],
  'clip.lost': (e) => ['film', 'minor', `There is no clip${e.because ? ` of ${filmed(e)}` : ''}: ${plain(e.reason)}`],
  'command.received': (e) => ['command', 'info', `${e.act ?? 'Somebody'} asked to ${wish(e.cmd)}: “${e.why ?? 'no reason given'}”`],
  'command.refused': (e) => ['command', 'major', `A command was refused: ${reasonWords(e.reason)}${e.detail ? ` (${e.detail})` : ''}`],
  'command.acted': () => ['command', 'info', 'The bank acts on the command'],
  'command.concluded': (e) => [
    'command',
    { verified: 'verified', unverified: 'minor', failed: 'major' }[e.outcome] ?? 'calm',
    `The command ended ${{ verified: 'verified', unverified: 'without verification', failed: 'in failure' }[e.outcome] ?? plain(e.outcome)}: ${plain(e.evidence)}`,
  ],
  'config.applied': (e) => (e.problem ? ['wrench', 'minor', `Configuration ${e.version} could not be applied: ${e.problem}`] : ['wrench', 'calm', `Configuration ${e.version} applied`]),
  'condition.raised': (e) => [e.kind === 'forced-entry' || e.kind === 'tamper' ? 'octagon' : 'triangle', e.kind === 'forced-entry' || e.kind === 'tamper' ? 'critical' : 'major', `${condition(e)}${e.detail ? ` (${e.detail})` : ''}`],
  'condition.cleared': (e) => ['check', 'calm', `Over: ${lower(condition(e))}`],
  'journal.checkpoint': (e) => ['book', 'calm', `The journal is signed up to entry ${e.upTo}`],
  'journal.gap': (e) => ['book', 'minor', `The journal was full and dropped ${dropped(e)}`],
};

/** @param {string} type */
export const isKnown = (type) => Object.hasOwn(sentences, type);

/**
 * @param {Entry} entry
 * @returns {Sentence}
 */
export function sentenceOf(entry) {
  const group = groupOf(entry.type);
  if (!isKnown(entry.type)) {
    return { icon: 'dot', tone: 'unknown', text: `${upper(plain(entry.type ?? 'an entry without a type'))} (this page does not know the kind; the raw entry is below)`, group };
  }
  const [icon, tone, text] = sentences[entry.type](entry);
  return { icon, tone, text, group };
}

/**
 * @param {string} type
 * @returns {Group}
 */
export function groupOf(type) {
  const prefix = String(type ?? '').split('.')[0];
  return Object.hasOwn(groupByPrefix, prefix) ? groupByPrefix[prefix] : 'other';
}
