import { reasonWords } from './entries.js';
import { clockOffset, instant, span } from './time.js';

/**
 * A diagnostic bundle as a person reads it: the facts the bank told, by what they are about. A fact this page does not
 * know is shown by its name, never hidden. Pure.
 */

/** A bundle may travel so long; a smaller difference of the clocks cannot be told from it. Milliseconds. */
const TRAVEL = 5000;

const bytes = (/** @type {string} */ text) => {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = number;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(size < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`;
};

/** What opening the journal found: `Recovered[made=false, tornBytes=0, …]` @param {string} text */
function recovered(text) {
  const found = new Map([...text.matchAll(/(\w+)=(\w+)/g)].map(([, name, value]) => [name, value]));
  if (found.size === 0) return text;
  const many = (/** @type {string} */ name) => Number(found.get(name) ?? 0);
  const said = [
    found.get('afterLoss') === 'true' ? 'the old one could not be read, a new one was begun' : found.get('made') === 'true' ? 'a new one was begun' : '',
    many('tornBytes') > 0 ? `${many('tornBytes')} half-written bytes were cut away, as after a power cut` : '',
    many('damagedEntries') > 0 ? `${many('damagedEntries')} entries could not be read any more` : '',
    many('chainBreaks') > 0 ? `${many('chainBreaks')} entries do not continue the chain` : '',
    many('skippedSnapshots') > 0 ? `${many('skippedSnapshots')} snapshots could not be read` : '',
  ].filter(Boolean);
  return said.length === 0 ? 'whole' : said.join('; ');
}

/** Commands refused, by reason: `{EXPIRED=2}` @param {string} text */
function refusals(text) {
  const each = [...text.matchAll(/(\w+)=(\d+)/g)].map(([, reason, count]) => `${count} because ${reasonWords(reason.toLowerCase().replaceAll('_', '-'))}`);
  return each.length === 0 ? 'none' : each.join('; ');
}

/** `up [192.0.2.7/24, fe80::1%eth0/64]` @param {string} text */
const addresses = (text) => text.replace(/^(up|down) \[(.*)\]$/, (_, state, list) => `${state}${list ? `: ${list.replaceAll(/%[^/,]+/g, '')}` : ''}`);

const yes = (/** @type {string} */ text) => ({ true: 'yes', false: 'no' })[text] ?? text;
const same = (/** @type {string} */ text) => text;
const percent = (/** @type {string} */ text) => `${text} %`;

/** @type {Record<string, [string, string, (text: string) => string]>} by name: section, words, how the value reads */
const facts = {
  'agent.version': ['Versions', 'Agent', same],
  'java.version': ['Versions', 'Java', same],
  os: ['Versions', 'System', same],
  processors: ['Machine', 'Processors', same],
  'temperature-millicelsius': ['Machine', 'Temperature', (text) => `${(Number(text) / 1000).toFixed(1)} °C`],
  'memory.available-bytes': ['Machine', 'Memory left', bytes],
  'memory.total-bytes': ['Machine', 'Memory', bytes],
  'memory.heap-used-bytes': ['Machine', 'Agent’s heap in use', bytes],
  'memory.heap-most-bytes': ['Machine', 'Agent’s heap at most', bytes],
  'disk.used-percent': ['Machine', 'Disk used', percent],
  'disk.free-percent': ['Machine', 'Disk free', percent],
  'disk.usable-bytes': ['Machine', 'Disk left', bytes],
  'boot.id': ['Boot', 'Boot id', same],
  'boot.uptime-seconds': ['Boot', 'Up for', (text) => span(Number(text) * 1000)],
  'journal.id': ['Journal', 'Journal', same],
  'journal.epoch': ['Journal', 'Epoch', same],
  'journal.last-seq': ['Journal', 'Last entry', same],
  'journal.durable-seq': ['Journal', 'On the disk up to', same],
  'journal.acknowledged-seq': ['Journal', 'Acknowledged up to', same],
  'journal.bytes': ['Journal', 'Size', bytes],
  'journal.dropped-entries': ['Journal', 'Entries dropped', same],
  'journal.recovered': ['Journal', 'When it was opened', recovered],
  'link.up': ['Link to the cloud', 'Connected', yes],
  'link.attempts': ['Link to the cloud', 'Attempts to connect', same],
  'link.ups': ['Link to the cloud', 'Connected so often', same],
  'link.connected-seconds-ago': ['Link to the cloud', 'Last connected', (text) => `${span(Number(text) * 1000)} before`],
  'link.path': ['Network path', 'The link', same],
  'route.default': ['Network path', 'Way out', same],
  'route.resolver': ['Network path', 'Resolves names', same],
  'link.stalls': ['Link to the cloud', 'Stalls', same],
  'link.rewinds': ['Link to the cloud', 'Sent again from the acknowledged place', same],
  'link.refused': ['Link to the cloud', 'Commands refused', refusals],
  'link.dropped-commands': ['Link to the cloud', 'Commands over its budget', same],
  'link.ignored-acks': ['Link to the cloud', 'Acknowledgements ignored', same],
};

const order = ['Versions', 'Machine', 'Clock', 'Boot', 'Journal', 'Link to the cloud', 'Network path', 'Other'];

/** @param {string} name @param {string} value @returns {[string, string, string]} section, words, value */
function told(name, value) {
  if (Object.hasOwn(facts, name)) {
    const [section, words, read] = facts[name];
    return [section, words, read(value)];
  }
  if (name.startsWith('network.')) return ['Network path', name.slice('network.'.length), addresses(value)];
  return [name === 'network' ? 'Network path' : 'Other', name, value];
}

/**
 * @param {{facts: Record<string, string>, at: string, receivedAt: string}} bundle
 * @returns {Array<{title: string, facts: Array<{words: string, value: string, mono: boolean}>}>}
 */
export function sectionsOf(bundle) {
  const sections = new Map(order.map((title) => [title, /** @type {Array<{words: string, value: string, mono: boolean}>} */ ([])]));
  const known = Object.keys(facts);
  const place = (/** @type {string} */ name) => (known.includes(name) ? known.indexOf(name) : known.length);
  for (const [name, value] of Object.entries(bundle.facts).sort(([a], [b]) => place(a) - place(b))) {
    const [section, words, text] = told(name, value);
    sections.get(section)?.push({ words, value: text, mono: section === 'Other' || section === 'Network path' || /\.id$/.test(name) });
  }
  const off = (instant(bundle.at) ?? NaN) - (instant(bundle.receivedAt) ?? NaN);
  if (!Number.isNaN(off)) sections.get('Clock')?.push({ words: 'Against ours', value: Math.abs(off) < TRAVEL ? 'right within a few seconds' : clockOffset(off), mono: false });
  return [...sections].filter(([, each]) => each.length > 0).map(([title, each]) => ({ title, facts: each }));
}

/** How much a line of the log is to worry about @param {string} line */
export function lineTone(line) {
  if (/\b(ERROR|SEVERE|FATAL)\b/.test(line)) return 'critical';
  return /\bWARN(ING)?\b/.test(line) ? 'minor' : '';
}
