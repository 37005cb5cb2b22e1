/**
 * Every state the fleet knows, as shape, tone and word. The words are the same everywhere on the dashboard.
 * @typedef {{tone: string, shape: string, label: string}} State
 */

/** @type {State} */
const UNKNOWN = { tone: 'unknown', shape: 'dashed', label: 'Unknown' };

/**
 * @param {Record<string, State>} table
 * @returns {(key: string | null | undefined) => State}
 */
const words = (table) => (key) => {
  if (!key) return table.unknown ?? UNKNOWN;
  return table[String(key).toLowerCase().replaceAll('_', '-')] ?? { ...UNKNOWN, label: String(key) };
};

export const healthWords = words({
  ok: { tone: 'calm', shape: 'check', label: 'Well' },
  info: { tone: 'info', shape: 'ring', label: 'Notice' },
  minor: { tone: 'minor', shape: 'diamond', label: 'Minor' },
  major: { tone: 'major', shape: 'triangle', label: 'Major' },
  critical: { tone: 'critical', shape: 'octagon', label: 'Critical' },
  unknown: { tone: 'unknown', shape: 'dashed', label: 'Unknown' },
});

/** Worst first */
export const levels = ['critical', 'major', 'minor', 'info', 'unknown', 'ok'];

export const presenceWords = words({
  online: { tone: 'calm', shape: 'link', label: 'Online' },
  offline: { tone: 'major', shape: 'unlinked', label: 'Offline' },
  lost: { tone: 'major', shape: 'unlinked', label: 'Lost' },
  'never-seen': { tone: 'unknown', shape: 'dashed', label: 'Never seen' },
  unknown: { tone: 'unknown', shape: 'dashed', label: 'Unknown' },
});

export const doorWords = words({
  closed: { tone: 'calm', shape: 'door', label: 'closed' },
  open: { tone: 'info', shape: 'doorOpen', label: 'open' },
  ajar: { tone: 'minor', shape: 'doorOpen', label: 'left open' },
  jammed: { tone: 'major', shape: 'triangle', label: 'jammed' },
  forced: { tone: 'critical', shape: 'octagon', label: 'forced open' },
  unknown: { tone: 'unknown', shape: 'dashed', label: 'door not known yet' },
});

export const occupancyWords = words({
  empty: { tone: 'calm', shape: 'dash', label: 'empty' },
  occupied: { tone: 'calm', shape: 'parcel', label: 'something inside' },
  suspect: { tone: 'minor', shape: 'diamond', label: 'contents doubtful' },
  unknown: { tone: 'unknown', shape: 'dashed', label: 'contents not known yet' },
});

export const kioskWords = words({
  ok: { tone: 'calm', shape: 'check', label: 'Ready' },
  frozen: { tone: 'major', shape: 'triangle', label: 'Frozen' },
  unknown: { tone: 'unknown', shape: 'dashed', label: 'Unknown' },
});

export const severityWords = words({
  critical: { tone: 'critical', shape: 'octagon', label: 'Critical' },
  major: { tone: 'major', shape: 'triangle', label: 'Major' },
  minor: { tone: 'minor', shape: 'diamond', label: 'Minor' },
  info: { tone: 'info', shape: 'ring', label: 'Info' },
  unknown: UNKNOWN,
});

/** @param {{state: string, acknowledged?: unknown, shelved?: unknown}} alarm @returns {State} */
export function alarmWords(alarm) {
  if (alarm.state === 'closed') return { tone: 'calm', shape: 'check', label: 'Over' };
  if (alarm.shelved) return { tone: 'shelved', shape: 'wrench', label: 'Shelved' };
  if (alarm.acknowledged) return { tone: 'info', shape: 'person', label: 'Taken' };
  return { tone: 'calm', shape: 'ring', label: 'Open' };
}

export const commandWords = words({
  queued: { tone: 'info', shape: 'ring', label: 'Queued' },
  sent: { tone: 'info', shape: 'ring', label: 'Sent' },
  received: { tone: 'info', shape: 'ring', label: 'Received' },
  acting: { tone: 'info', shape: 'ring', label: 'Acting' },
  verifying: { tone: 'info', shape: 'ring', label: 'Verifying' },
  verified: { tone: 'verified', shape: 'check', label: 'Verified' },
  unverified: { tone: 'minor', shape: 'diamond', label: 'Done, not verified' },
  failed: { tone: 'major', shape: 'triangle', label: 'Failed' },
  refused: { tone: 'major', shape: 'triangle', label: 'Refused' },
  expired: { tone: 'unknown', shape: 'dashed', label: 'Expired' },
  cancelled: { tone: 'unknown', shape: 'dash', label: 'Cancelled' },
  unknown: UNKNOWN,
});

/** The way a command goes when all is well. */
export const path = ['queued', 'sent', 'received', 'acting', 'verifying', 'verified'];
/** Where it can end otherwise. */
export const otherEnds = ['unverified', 'failed', 'refused', 'expired', 'cancelled'];

/** @param {string} state */
export const isOver = (state) => state === 'verified' || otherEnds.includes(state);

/** @param {string} state not yet on its way into the world */
export const isCancellable = (state) => state === 'queued';

const alarmKinds = {
  'on-battery': 'On battery',
  'battery-low': 'Battery low',
  'power-unknown': 'Power unknown',
  'forced-entry': 'Forced entry',
  'door-ajar': 'Door left open',
  'door-jammed': 'Door jammed',
  'kiosk-frozen': 'Kiosk frozen',
  'bank-offline': 'Bank offline',
  'downlink-dead': 'Heard, does not hear',
  'journal-unsigned': 'Journal that comes unsigned',
  'clock-wrong': 'Clock wrong',
  'journal-gap': 'Journal gap',
  'disk-nearly-full': 'Disk nearly full',
  'agent-restarted': 'Agent restarted unexpectedly',
  tamper: 'Tampering',
  'sensor-fault': 'Sensor fault',
  'sensor-ill': 'Ill occupancy sensor',
  'compartment-blind': 'No well occupancy sensor',
  'needs-person': 'Could not heal itself',
  'identity-doubtful': 'Somebody else speaks in its name',
  'unexpected-content': 'Something that is in no books',
  'missing-content': 'Nothing where a parcel should be',
  'notice-undelivered': 'Somebody could not be told',
  'code-guessing': 'Somebody tries codes',
  'lock-not-engaged': 'Lock does not hold',
  'camera-fault': 'Camera gives no pictures',
  'out-of-service': 'Out of service by itself',
  'journal-broken': 'Journal that does not hold together',
  'unread-entries': 'Entries that cannot be read',
};

/** @param {string} kind */
export const alarmName = (kind) => alarmKinds[kind] ?? plainWords(kind);

/** @param {string} kind */
const plainWords = (kind) => {
  const text = String(kind ?? 'alarm').replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** @param {string | null | undefined} subject `door/A07` to "Door A07", `power` to "Power" */
export function subjectWords(subject) {
  if (!subject || subject === 'bank') return 'The bank';
  const [kind, id] = subject.split('/');
  const named = plainWords(kind);
  return id ? `${named} ${id}` : named;
}

/** @param {{kind: string, compartment?: string | null, level?: string | null, minutes?: number | null}} command */
export function commandName({ kind, compartment, level, minutes }) {
  if (kind === 'unlock') return `Unlock ${compartment ?? 'a door'}`;
  if (kind === 'unlock-all') return 'Open everything';
  if (kind === 'locate') return 'Make it show itself';
  if (kind === 'selftest') return 'Self-test';
  if (kind === 'out-of-service') return `Take ${compartment ?? 'a compartment'} out of service`;
  if (kind === 'in-service') return `Put ${compartment ?? 'a compartment'} back into service`;
  if (kind === 'diagnose') return 'Diagnostic bundle';
  if (kind === 'pause-remedy') return minutes === 0 ? 'Let automatic restarts go on' : 'Hold automatic restarts back';
  if (kind === 'reboot') return { kiosk: 'Restart the kiosk', agent: 'Restart the agent', controller: 'Reboot the controller', power: 'Cut and restore the power' }[level ?? ''] ?? `Reboot ${level ?? ''}`.trim();
  return plainWords(kind);
}
