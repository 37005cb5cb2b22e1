import { ago, instant, span } from './time.js';

/** Keys, identities and the signer in words. Pure. */

const DAY = 86_400_000;
/** A key that ends sooner is worth a reminder: `lockward keys show` marks it as well. */
const SOON = 7 * DAY;

const scopes = { command: 'commands', configure: 'configurations', approve: 'approvals', acknowledge: 'acknowledgements' };

/** @param {string[]} scope */
export const scopeWords = (scope) => scope.map((each) => scopes[/** @type {keyof typeof scopes} */ (each)] ?? each).join(', ');

/** A thumbprint as far as a person compares it @param {string | null | undefined} fingerprint */
export const short = (fingerprint) => (fingerprint ? `${fingerprint.slice(0, 12)}…` : '');

/** @param {{from: string, to: string}} key @param {number} now */
export function keyWords({ from, to }, now) {
  const start = instant(from) ?? now;
  const end = instant(to) ?? now;
  if (now >= end) return { tone: 'unknown', shape: 'dash', label: `Ended ${ago(to, now)}` };
  if (now < start) return { tone: 'info', shape: 'ring', label: `Counts in ${span(start - now)}` };
  if (end - now < SOON) return { tone: 'minor', shape: 'diamond', label: `Ends in ${span(end - now)}` };
  return { tone: 'calm', shape: 'check', label: `Counts for ${span(end - now)}` };
}

/** @param {{fingerprint?: string | null, proven: boolean, heardAt?: string | null}} identity */
export function identityWords({ fingerprint, proven, heardAt }) {
  if (!fingerprint) return { tone: 'major', shape: 'triangle', label: 'No key registered' };
  if (!heardAt) return { tone: 'unknown', shape: 'dashed', label: 'Not heard yet' };
  return proven ? { tone: 'calm', shape: 'check', label: 'Proven' } : { tone: 'major', shape: 'triangle', label: 'Not proven' };
}

/** What to do about a bank's identity; empty when nothing is @param {any} bank */
export function identityAdvice({ fingerprint, proven, heardAt }) {
  if (!fingerprint) return 'No command goes to it. Read its key on site with lockward-agent check and register it.';
  if (!heardAt) return 'It has a key and has never spoken. Start its agent.';
  return proven ? '' : 'Its newest word is not signed with its registered key. No command goes to it. Was its controller replaced? If nobody knows of it, somebody else may be speaking in its name.';
}

/** @param {{version: number, current: boolean, problem?: string | null}} bank @param {number} inForce */
export function setWords({ version, current, problem }, inForce) {
  if (inForce === 0) return { tone: 'unknown', shape: 'dash', label: 'No key set in force' };
  if (problem) return { tone: 'major', shape: 'triangle', label: `Has ${version || 'none'}, did not take ${inForce}` };
  if (current) return { tone: 'calm', shape: 'check', label: `Version ${version}` };
  return { tone: 'minor', shape: 'diamond', label: version === 0 ? 'Reported none' : `Version ${version}, behind` };
}

/** @param {any} signer */
export function signerWords(signer) {
  switch (signer?.state) {
    case 'ready':
      return { tone: 'calm', shape: 'check', label: 'Signs' };
    case 'not-ready':
      return { tone: 'critical', shape: 'octagon', label: 'Cannot sign' };
    case 'away':
      return { tone: 'critical', shape: 'octagon', label: 'Does not answer' };
    case 'not-configured':
      return { tone: 'unknown', shape: 'dashed', label: 'Not configured' };
    default:
      return { tone: 'unknown', shape: 'dashed', label: 'Not known' };
  }
}

/** What to do about the signer; empty when nothing is @param {any} signer */
export function signerAdvice(signer) {
  if (signer?.state === 'away') return 'Deposits and pickups go on; unlocks and reboots wait. Start the signer, or look why it ended: journalctl -u lockward-signer.';
  if (signer?.state === 'not-ready') return 'It signs nothing that it cannot write down. Look at the disk its log lies on.';
  if (signer?.state === 'not-configured') return 'Set lockward.signer.socket for the cloud service and start a signer.';
  if ((signer?.keys ?? []).length > 0 && !signer.keys.some((/** @type {any} */ key) => key.trusted)) return 'None of its keys is in the key set in force, so banks refuse what it signs. Add its key to the next set.';
  return '';
}

const many = (/** @type {number} */ count) => count.toLocaleString('en-GB');

/** The signer's limits as sentences @param {any} limits */
export function limitWords(limits) {
  if (!limits) return [];
  return [
    ['For one bank', `${many(limits.bankCommands)} commands, ${many(limits.bankUnlocks)} of them may open doors`],
    ['For the fleet', `${many(limits.fleetCommands)} commands, ${many(limits.fleetUnlocks)} of them may open doors`],
    ['For one person', `${many(limits.personCommands)} commands`],
    ['Configurations', many(limits.configurations)],
  ];
}

/** People whose key may approve now @param {any[]} keys of the key set @param {number} now */
export const approvers = (keys, now) => [
  ...new Set(
    keys
      .filter((key) => key.holder && key.scope.includes('approve') && now >= (instant(key.from) ?? 0) && now < (instant(key.to) ?? 0))
      .map((key) => key.holder),
  ),
];
