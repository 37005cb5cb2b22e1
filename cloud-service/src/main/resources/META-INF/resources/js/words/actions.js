/**
 * What a person can ask of a bank: what it is called, what it does to people and doors, who may, and why one would. Pure.
 *
 * @typedef {'operator' | 'support'} Role
 * @typedef {{kind: string, compartment?: string | null, level?: string | null, minutes?: number, seconds?: number}} Wish
 * @typedef {{icon: string, name: string, does: string, role: Role, reasons: string[], question: (wish: Wish) => string, verb: (wish: Wish) => string}} Action
 */

const door = (/** @type {Wish} */ wish) => wish.compartment ?? 'the door';

/** @type {Record<string, Action>} */
export const actions = {
  unlock: {
    icon: 'unlock',
    name: 'Unlock a door',
    does: 'The door springs open at once, and cannot be closed from here.',
    role: 'operator',
    reasons: ['Resident is locked out', 'Courier chose the wrong door', 'Door is stuck', 'Maintenance'],
    question: (wish) => `Unlock ${door(wish)}?`,
    verb: (wish) => `Unlock ${door(wish)}`,
  },
  'out-of-service': {
    icon: 'wrench',
    name: 'Take a compartment out of service',
    does: 'It is not to be used for parcels until it is put back. Nothing is opened, and the door stays as it is.',
    role: 'operator',
    reasons: ['Door is damaged', 'Lock does not hold', 'Sensor cannot be believed', 'Maintenance'],
    question: (wish) => `Take ${door(wish)} out of service?`,
    verb: (wish) => `Take ${door(wish)} out of service`,
  },
  'in-service': {
    icon: 'check',
    name: 'Put a compartment back into service',
    does: 'It is offered for parcels again. Nothing is opened.',
    role: 'operator',
    reasons: ['Repaired', 'Looked at, nothing is wrong', 'Taken out by mistake'],
    question: (wish) => `Put ${door(wish)} back into service?`,
    verb: (wish) => `Put ${door(wish)} back into service`,
  },
  locate: {
    icon: 'pin',
    name: 'Make it show itself',
    does: 'The screen blinks for somebody who stands in front of it, and so does the light where one is fitted. Nothing is opened or stopped.',
    role: 'operator',
    reasons: ['Somebody looks for this bank', 'Is this the right bank?'],
    question: () => 'Make the bank show itself?',
    verb: () => 'Make it show itself',
  },
  selftest: {
    icon: 'check',
    name: 'Self-test',
    does: 'It looks once at screen, door switches, UPS, link and disk. Nothing is opened or stopped.',
    role: 'operator',
    reasons: ['After a repair', 'Something seems wrong', 'Routine'],
    question: () => 'Run a self-test?',
    verb: () => 'Run the self-test',
  },
  diagnose: {
    icon: 'book',
    name: 'Diagnostic bundle',
    does: 'The bank gathers its last log lines, versions, disk, memory, temperature and network, and signs them. Nothing is stopped.',
    role: 'support',
    reasons: ['It is slow', 'It restarts by itself', 'For the vendor'],
    question: () => 'Fetch a diagnostic bundle?',
    verb: () => 'Fetch the bundle',
  },
  reboot: {
    icon: 'reboot',
    name: 'Restart or reboot',
    does: 'Screen, agent, controller, or the power itself. Verified when it happened and every part is well again.',
    role: 'operator',
    reasons: ['Screen is frozen', 'Agent does not answer', 'After a change', 'Maintenance'],
    question: () => 'Restart or reboot?',
    verb: ({ level }) => ({ kiosk: 'Restart the kiosk', agent: 'Restart the agent', controller: 'Reboot the controller', power: 'Cut and restore the power' })[level ?? ''] ?? 'Restart',
  },
  'pause-remedy': {
    icon: 'clock',
    name: 'Hold automatic restarts back',
    does: 'The bank restarts nothing by itself until then, also when it is unwell. A restart of the bank does not end the pause.',
    role: 'support',
    reasons: ['Somebody works on it', 'Wait for a technician'],
    question: ({ minutes }) => (minutes === 0 ? 'Let automatic restarts go on?' : 'Hold automatic restarts back?'),
    verb: ({ minutes }) => (minutes === 0 ? 'Let them go on' : 'Hold them back'),
  },
  'unlock-all': {
    icon: 'doorOpen',
    name: 'Open every door',
    does: 'Two people sign first, each with a key of their own, within ten minutes. The bank checks both signatures itself.',
    role: 'support',
    reasons: ['Fire brigade asks', 'The bank is moved', 'Drill'],
    question: () => 'Open every door?',
    verb: () => 'Ask two people to approve',
  },
};

/** What there is to do with a bank as a whole, in the order it is offered; a door's own actions are at the door. */
export const offered = [
  { title: 'Look', kinds: ['locate', 'selftest', 'diagnose'] },
  { title: 'Heal', kinds: ['reboot', 'pause-remedy'] },
  { title: 'For an emergency', kinds: ['unlock-all'] },
];

/** @type {Array<{level: string, name: string, does: string, role: Role}>} */
export const rebootLevels = [
  { level: 'kiosk', name: 'Kiosk', does: 'Restarts the screen only. The bank keeps working; back in about 20\u00a0s.', role: 'operator' },
  { level: 'agent', name: 'Agent', does: 'Restarts the program of the bank. Codes cannot be used for about 10\u00a0s.', role: 'operator' },
  { level: 'controller', name: 'Controller', does: 'Restarts the whole controller. Nobody can deposit or pick up for one to two minutes.', role: 'support' },
  { level: 'power', name: 'Power', does: 'Cuts the bank’s own power through its UPS and restores it. Dark for some minutes. Only where the way back was proven on site.', role: 'support' },
];

/** @type {Array<[number, string]>} */
export const pauses = [
  [30, '30 min'],
  [60, '1 hour'],
  [240, '4 hours'],
  [1440, '1 day'],
];

/** @type {Array<[number, string]>} */
export const blinks = [
  [30, '30 s'],
  [60, '1 min'],
  [300, '5 min'],
];

/**
 * What the server takes
 * @param {Wish} wish
 * @param {string} reason
 */
export function bodyOf({ kind, compartment, level, minutes, seconds }, reason) {
  const words = reason.trim().replace(/\s+/g, ' ');
  if (kind === 'reboot') return { kind, level, reason: words };
  if (kind === 'locate') return { kind, seconds: seconds ?? 30, reason: words };
  if (kind === 'pause-remedy') return { kind, minutes: minutes ?? 60, reason: words };
  if (compartment) return { kind, compartment, reason: words };
  return { kind, reason: words };
}

/**
 * What the server would refuse just now, and why
 * @param {Array<{kind: string, level: string | null, reasons: string[]}>} interlocks
 * @param {Wish} wish
 * @returns {string[]}
 */
export const hindrances = (interlocks, { kind, level }) =>
  interlocks.find((each) => each.kind === kind && (kind !== 'reboot' || each.level === level))?.reasons ?? [];
