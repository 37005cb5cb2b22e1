import { reasonWords } from './entries.js';
import { isOver, otherEnds, path } from './states.js';
import { instant, lap } from './time.js';

/**
 * The way of a command in words. Pure.
 * @typedef {{state: string, at: string | null, seq?: number | null, epoch?: number | null, text?: string | null}} Step
 * @typedef {{state: string, reached: boolean, now: boolean, end: boolean, at: string | null, seq: number | null, epoch: number | null, text: string | null, took: string}} Stage
 */

/** What each state means, said once. */
export const meaning = {
  queued: 'Waiting to be signed and sent',
  sent: 'On its way to the bank',
  received: 'Written to the bank’s journal',
  acting: 'The bank acts',
  verifying: 'Waiting for a sensor to confirm',
  verified: 'Confirmed by evidence',
  unverified: 'The bank acted, no evidence came',
  failed: 'The bank could not do it',
  refused: 'Refused; nothing was done',
  expired: 'Too late; nothing was done',
  cancelled: 'Called back before it left',
};

/**
 * The stages to draw: the path as far as it went, then its end, or the rest of the path still to come
 * @param {{state: string, steps?: Step[]}} command
 * @returns {Stage[]}
 */
export function stagesOf({ state, steps = [] }) {
  const known = new Map(steps.map((step) => [step.state, step]));
  const endedElsewhere = otherEnds.includes(state);
  const names = endedElsewhere ? [...path.filter((name) => name !== 'verified' && known.has(name)), state] : path;
  const reachedUpTo = endedElsewhere ? names.length - 1 : path.indexOf(state);
  let before = /** @type {number | null} */ (null);
  return names.map((name, index) => {
    const step = known.get(name);
    const at = instant(step?.at);
    const took = at !== null && before !== null ? `+${lap(at - before)}` : '';
    if (at !== null) before = at;
    return {
      state: name,
      reached: index <= reachedUpTo,
      now: index === reachedUpTo && !isOver(state),
      end: index === names.length - 1 && isOver(state),
      at: step?.at ?? null,
      seq: step?.seq ?? null,
      epoch: step?.epoch ?? null,
      text: step?.text ?? null,
      took,
    };
  });
}

/**
 * What came of it, in one sentence
 * @param {{kind: string, state: string, compartment?: string | null, level?: string | null, refusal?: string | null, evidence?: string | null, waitsFor?: string | null, steps?: Step[]}} command
 */
export function outcomeSentence(command) {
  const last = command.steps?.at(-1)?.text;
  switch (command.state) {
    case 'verified':
      return command.evidence ?? (command.kind === 'unlock' ? `The door switch says ${command.compartment} opened.` : 'The bank’s own evidence shows it.');
    case 'unverified':
      return `${command.evidence ?? last ?? 'The bank acted, but no sensor confirmed it.'} Do not take it as done.`;
    case 'refused':
      // What the bank says has an entry behind it; the signer's own no says who it was.
      return !command.steps?.at(-1)?.seq && command.evidence
        ? command.evidence
        : `The bank refused: ${reasonWords(command.refusal ?? last)}. Nothing was done.`;
    case 'expired':
      return command.evidence ?? 'The bank did not take it in time. Nothing was done, and nothing will be.';
    case 'cancelled':
      return 'It was called back before it left. Nothing was done.';
    case 'failed':
      return command.evidence ?? last ?? 'The bank could not do it.';
    case 'queued':
      return command.waitsFor ?? meaning.queued;
    default:
      return meaning[command.state] ?? 'Under way';
  }
}
