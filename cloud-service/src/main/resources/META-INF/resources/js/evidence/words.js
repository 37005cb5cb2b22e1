/* A verdict in plain words. */

const OUTCOMES = { holds: 'Holds', open: 'Compare', fails: 'Does not hold' };

export const outcomeWords = (outcome) => OUTCOMES[outcome];

const HEADLINES = {
  holds: 'Everything holds',
  open: 'Everything fits together',
  fails: 'This does not hold',
};

export const headline = (state) => HEADLINES[state];

const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;

function list(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const when = (at) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at));

/** What a person is told, a sentence each. */
export function sentences({ state, checks, manifest }) {
  if (state === 'fails') {
    const wrong = checks.filter((check) => check.outcome === 'fails');
    return [
      ...wrong.slice(0, 5).map((check) => `${check.place}: ${check.detail}.`),
      ...(wrong.length > 5 ? [`And ${count(wrong.length - 5, 'more place', 'more places')}.`] : []),
      'Do not rely on it. Ask whoever gave it to you for the package again.',
    ];
  }
  const entries = manifest.runs.reduce((sum, run) => sum + run.count, 0);
  const signers = manifest.runs.map((run) => run.bank).filter((bank, i, all) => all.indexOf(bank) === i);
  const said = [
    `${manifest.files.length + 1} files, all intact. Made for case ${manifest.case} on ${when(manifest.madeAt)} (UTC) by ${manifest.madeBy}, signed with the key ${manifest.signer}.`,
    signers.length === 0
      ? 'It holds no entry of any bank.'
      : `${count(entries, 'entry', 'entries')} of the journal, signed by ${signers.length === 1 ? 'the bank' : 'the banks'} ${list(signers)}.`,
  ];
  if (manifest.clips.length > 0) {
    said.push(`${count(manifest.clips.length, 'clip is', 'clips are')} what the bank recorded.`);
  }
  if (state === 'open') {
    said.push('It is proven only if this is the fingerprint of the fleet that you trust:');
  }
  return said;
}
