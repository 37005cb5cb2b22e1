import { plain } from './entries.js';

/** What parcels are and do, in words. Pure. @typedef {import('./states.js').State} State */

const UNKNOWN = { tone: 'unknown', shape: 'dashed', label: 'Unknown' };

const states = {
  announced: { tone: 'info', shape: 'ring', label: 'On its way' },
  depositing: { tone: 'info', shape: 'doorOpen', label: 'Being put in' },
  waiting: { tone: 'calm', shape: 'parcel', label: 'Waiting' },
  collecting: { tone: 'info', shape: 'doorOpen', label: 'Being taken out' },
  collected: { tone: 'calm', shape: 'check', label: 'Collected' },
  returned: { tone: 'calm', shape: 'arrow', label: 'Went back' },
  contradictory: { tone: 'major', shape: 'triangle', label: 'Contradictory' },
  cancelled: { tone: 'unknown', shape: 'dash', label: 'Never came' },
  gone: { tone: 'minor', shape: 'diamond', label: 'Gone without a pickup' },
};

/** @param {string} state @returns {any} */
export const parcelWords = (state) => (Object.hasOwn(states, state) ? states[/** @type {keyof typeof states} */ (state)] : { ...UNKNOWN, label: plain(state) });

const verdicts = {
  verified: 'verified by the sensor',
  'nothing-placed': 'nothing was put in',
  'wrong-compartment': 'it went into another compartment, and was followed there',
  'door-left-open': 'the door was left open',
  'already-occupied': 'something was in there already',
  'interrupted-resumed': 'the bank went down in the middle and made sure afterwards',
  'sensor-suspect': 'the sensor could not be believed',
  undecided: 'the sensor could not tell',
  'not-opened': 'the door never opened',
  cancelled: 'it was broken off',
  collected: 'the compartment is empty',
  'left-behind': 'it is still there',
  'partly-collected': 'something is still there',
};

/** Verdicts that need nobody. */
const good = ['verified', 'wrong-compartment', 'interrupted-resumed', 'collected'];
const calm = ['nothing-placed', 'already-occupied', 'not-opened', 'cancelled', 'left-behind'];

/** @param {string | null} verdict */
export const verdictText = (verdict) => (verdict ? (verdicts[/** @type {keyof typeof verdicts} */ (verdict)] ?? plain(verdict)) : '');

/** @param {string | null} verdict @returns {any} */
export function verdictWords(verdict) {
  if (!verdict) return UNKNOWN;
  const label = plain(verdict).replace(/^./, (first) => first.toUpperCase());
  if (good.includes(verdict)) return { tone: 'verified', shape: 'check', label };
  if (calm.includes(verdict)) return { tone: 'calm', shape: 'dash', label };
  return { tone: 'minor', shape: 'diamond', label };
}

const sensed = { added: 'something was added', removed: 'something was removed', 'no-change': 'nothing changed', undecided: 'no decision' };

/** @param {any} decision */
export function sensedText(decision) {
  if (!decision) return '';
  const what = sensed[/** @type {keyof typeof sensed} */ (decision.outcome)] ?? plain(decision.outcome);
  const sure = decision.confidence >= 0.99995 ? 'more than 99.99 % sure' : `${(decision.confidence * 100).toFixed(decision.confidence > 0.99 ? 2 : 0)} % sure`;
  return `${decision.channel ? `${plain(decision.channel)}: ` : ''}${what}, ${sure}, ${(decision.decideMillis / 1000).toFixed(1)} s after the door closed`;
}

/** @param {any} step @returns {{icon: string, tone: string, text: string}} */
export function stepSentence(step) {
  const where = step.compartment ? ` ${step.compartment}` : '';
  const who = step.by ? ` by ${plain(step.by)}` : '';
  switch (step.what) {
    case 'announced':
      return { icon: 'ring', tone: 'info', text: `Announced${who}` };
    case 'cancelled':
      return { icon: 'dash', tone: 'unknown', text: `Taken back${who}` };
    case 'renewed':
      return { icon: 'key', tone: 'info', text: `A new code was asked for${who}` };
    case 'overdue':
      return { icon: 'clock', tone: 'minor', text: `Said to wait too long${who}` };
    case 'returning':
      return { icon: 'arrow', tone: 'info', text: `To go back to the courier, said${who}` };
    case 'held':
      return { icon: 'lock', tone: 'minor', text: `Held back${who}` };
    case 'released':
      return { icon: 'unlock', tone: 'calm', text: `Released again${who}` };
    case 'deposit.started':
      return { icon: 'doorOpen', tone: 'info', text: `Deposit began at${where}${step.by ? `, courier ${step.by}` : ''}` };
    case 'deposit.concluded':
      return { icon: 'parcel', tone: verdictWords(step.verdict).tone, text: `Deposit into${where}: ${verdictText(step.verdict)}` };
    case 'pickup.started':
      return { icon: 'doorOpen', tone: 'info', text: `Pickup began at${where}${who}` };
    case 'pickup.concluded':
      return { icon: 'check', tone: verdictWords(step.verdict).tone, text: `Pickup from${where}: ${verdictText(step.verdict)}` };
    case 'pickup.stated':
      return { icon: 'screen', tone: 'info', text: 'The person at the door was asked whether they took everything' };
    case 'parcel.moved':
      return { icon: 'arrow', tone: 'info', text: `The books follow it to${where}` };
    case 'parcel.coded':
      return { icon: 'key', tone: 'calm', text: 'A code opens for it' };
    case 'parcel.flagged':
      return { icon: 'diamond', tone: 'minor', text: 'The bank asks to have a look' };
    case 'parcel.gone':
      return { icon: 'diamond', tone: 'minor', text: 'Out of the bank without a pickup' };
    case 'code.locked':
      return { icon: 'lock', tone: 'minor', text: 'Too many wrong codes; its own opens nothing any more' };
    case 'kiosk.trouble':
      return { icon: 'screen', tone: 'minor', text: 'Somebody was told of a trouble at the screen' };
    default:
      return { icon: 'dot', tone: 'calm', text: plain(step.what) };
  }
}

const differences = {
  missing: 'Parcel missing',
  unexpected: 'Something unexpected inside',
  'not-known': 'Nobody knows what is inside',
  forgotten: 'The bank forgot it',
  'came-all-the-same': 'Came though it was taken back',
  'claimed-twice': 'Two banks claim it',
  shared: 'Two recipients behind one door',
  unsettled: 'Taken or not, nobody can tell',
  'deposit-open': 'Deposit never ended',
  'pickup-open': 'Pickup never ended',
  'no-code': 'No code opens for it',
  locked: 'Its code is locked',
  doubtful: 'Somebody should look',
  overdue: 'Waits too long',
};

/** @param {string} kind @returns {any} */
export function differenceWords(kind) {
  const label = differences[/** @type {keyof typeof differences} */ (kind)] ?? plain(kind);
  return ['missing', 'unexpected', 'forgotten', 'claimed-twice', 'shared'].includes(kind)
    ? { tone: 'major', shape: 'triangle', label }
    : { tone: 'minor', shape: 'diamond', label };
}

const notices = {
  waiting: { tone: 'info', shape: 'ring', label: 'On its way' },
  sent: { tone: 'calm', shape: 'check', label: 'Told' },
  dead: { tone: 'minor', shape: 'diamond', label: 'Given up' },
  dropped: { tone: 'unknown', shape: 'dash', label: 'Not needed any more' },
};

/** @param {string} state @returns {any} */
export const noticeWords = (state) => notices[/** @type {keyof typeof notices} */ (state)] ?? UNKNOWN;

const news = {
  waiting: 'that it waits',
  reminder: 'that it still waits',
  overdue: 'that it will go back',
  moved: 'of another door',
  'code-changed': 'of a new code',
  delayed: 'that its door is out of order',
  'opens-again': 'that its door opens again',
  collected: 'that it was collected',
  returned: 'that it went back',
};

/** What there can be to tell of a parcel, in the order of its life. */
export const newsKinds = Object.keys(news);

/** @param {string} kind */
export const newsText = (kind) => news[/** @type {keyof typeof news} */ (kind)] ?? plain(kind);

/** Whose it is, as far as anybody knows @param {any} parcel */
export const whose = (parcel) => [parcel.unit, parcel.name && !String(parcel.unit ?? '').includes(parcel.name) ? parcel.name : null].filter(Boolean).join(', ') || 'Somebody';

/** @param {any} parcel */
export const carried = (parcel) => parcel.tracking ?? parcel.reference ?? parcel.courier ?? '';
