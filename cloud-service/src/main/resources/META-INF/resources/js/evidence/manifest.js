/*
 * What a manifest and a key set say. Each reader gives the value, or null for what is none by the format.
 */
import { isKey, isObject, json, text } from './signed.js';

export const ALWAYS = ['key-set.jws', 'README.txt', 'report.pdf', 'case.json', 'access.ndjson'];

const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isName = (value) => typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value);
const isBank = (value) => typeof value === 'string' && /^[a-z0-9-]{3,40}$/.test(value);
const isJournal = (value) =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 1;
const isSignature = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{85}[AQgw]$/.test(value);
const isText = (value, most) =>
  typeof value === 'string' &&
  value.length >= 1 &&
  value.length <= most &&
  value.isWellFormed() &&
  ![...value].some((letter) => letter < ' ');
const isListOf = (value, most, one) => Array.isArray(value) && value.length <= most && value.every(one);

/** An instant in milliseconds, or null. */
export function instant(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value)) return null;
  const at = Date.parse(value);
  return at >= 0 && at <= Date.UTC(2200, 0) && new Date(at).toISOString().slice(0, 19) === value.slice(0, 19)
    ? at
    : null;
}

const isMadeAt = (value) => instant(value) !== null && /:\d\d(\.(?!000)\d{3})?Z$/.test(value);

function has(value, names, tests) {
  return (
    isObject(value) &&
    Object.keys(value).join() === names &&
    names.split(',').every((name, i) => tests[i](value[name]))
  );
}

const isBanks = (bank) =>
  has(bank, 'bank,keys', [
    isBank,
    (keys) => isListOf(keys, 8, isKey) && keys.length > 0 && new Set(keys).size === keys.length,
  ]);
const isRun = (run) =>
  has(run, 'bank,journal,epoch,first,prev,count,signature', [
    isBank,
    isJournal,
    isCount,
    isCount,
    isHash,
    isCount,
    isSignature,
  ]) && run.count <= Number.MAX_SAFE_INTEGER - run.first;
const isClip = (clip) => has(clip, 'bank,clip,journal,epoch,seq', [isBank, isName, isJournal, isCount, isCount]);
const isFile = (file) =>
  has(file, 'name,bytes,sha256', [
    (name) => typeof name === 'string',
    (bytes) => Number.isSafeInteger(bytes) && bytes >= 0 && bytes <= 0xffffffff,
    isHash,
  ]);

export const lastOf = (run) => run.first + run.count - 1;
export const fileOfRun = (run) => `journal/${run.bank}/${run.epoch}-${run.first}.ndjson`;
export const fileOfClip = (clip) => `clips/${clip.bank}/${clip.clip}.mp4`;

const rises = (list, isAfter) => list.every((one, i) => i === 0 || isAfter(one, list[i - 1]));

function isRunAfter(run, before) {
  if (run.bank !== before.bank) return run.bank > before.bank;
  if (run.epoch !== before.epoch) return run.epoch > before.epoch;
  return run.journal === before.journal && run.first > lastOf(before);
}

function isInOrder({ banks, runs, clips, files }) {
  const known = new Set(banks.map((bank) => bank.bank));
  const names = [...ALWAYS, ...runs.map(fileOfRun), ...clips.map(fileOfClip)];
  return (
    rises(banks, (bank, before) => bank.bank > before.bank) &&
    rises(runs, isRunAfter) &&
    rises(clips, (clip, before) => (clip.bank === before.bank ? clip.clip > before.clip : clip.bank > before.bank)) &&
    [...runs, ...clips].every((one) => known.has(one.bank)) &&
    JSON.stringify(files.map((file) => file.name)) === JSON.stringify(names)
  );
}

/** The payload of manifest.jws. It must be written as JSON.stringify writes it, so that it says one thing only. */
export function manifest(payload) {
  const source = text(payload);
  const value = json(source);
  const good =
    JSON.stringify(value) === source &&
    has(value, 'format,id,case,madeAt,madeBy,why,root,banks,runs,clips,files', [
      (format) => format === 1,
      isName,
      isName,
      isMadeAt,
      (name) => isText(name, 128),
      (words) => isText(words, 256),
      isKey,
      (banks) => isListOf(banks, 16, isBanks),
      (runs) => isListOf(runs, 200, isRun),
      (clips) => isListOf(clips, 500, isClip),
      (files) => isListOf(files, 1_000, isFile),
    ]) &&
    isInOrder(value);
  return good ? value : null;
}

const SCOPES = ['command', 'configure', 'approve', 'evidence', 'acknowledge'];

function isTrusted(key) {
  const names = isObject(key) ? Object.keys(key) : [];
  const known = ['kid', 'x', 'from', 'to', 'scope', 'holder'];
  if (!names.every((name) => known.includes(name)) || !known.slice(0, 5).every((name) => names.includes(name))) return false;
  const holder = key.holder ?? null;
  const person = Array.isArray(key.scope) && key.scope.includes('approve');
  return (
    typeof key.kid === 'string' &&
    /^[A-Za-z0-9._-]{1,64}$/.test(key.kid) &&
    isKey(key.x) &&
    instant(key.from) !== null &&
    instant(key.to) !== null &&
    instant(key.from) < instant(key.to) &&
    isListOf(key.scope, SCOPES.length, (scope) => SCOPES.includes(scope)) &&
    key.scope.length > 0 &&
    (holder === null || (typeof holder === 'string' && holder.length <= 128)) &&
    (!person || (holder !== null && holder.trim() !== '' && new Set(key.scope).size === 1))
  );
}

/** The payload of key-set.jws. */
export function keySet(payload) {
  const value = json(text(payload));
  const good =
    isObject(value) &&
    Object.keys(value).sort().join() === 'at,keys,version' &&
    isCount(value.version) &&
    instant(value.at) !== null &&
    isListOf(value.keys, 10, isTrusted) &&
    value.keys.length > 0 &&
    new Set(value.keys.map((key) => key.kid)).size === value.keys.length &&
    new Set(value.keys.map((key) => key.x)).size === value.keys.length;
  return good ? value : null;
}

const isField = (value, most) => typeof value === 'string' && value.trim() !== '' && value.length <= most;

/** One entry, or null; fields that break the rules of its type make it one that says nothing. */
export function entry(line) {
  const value = json(text(line));
  const good =
    isObject(value) &&
    instant(value.at) !== null &&
    isCount(value.boot) &&
    Number.isSafeInteger(value.up) &&
    value.up >= 0 &&
    isField(value.type, 64);
  if (!good) return null;
  switch (value.type) {
    case 'journal.checkpoint':
      return Number.isSafeInteger(value.upTo) &&
        value.upTo >= 0 &&
        isHash(value.chain) &&
        isField(value.kid, 64) &&
        isField(value.signature, 256)
        ? value
        : { type: 'unread' };
    case 'journal.gap':
      return isCount(value.from) && Number.isSafeInteger(value.to) && value.to >= value.from && isHash(value.chain)
        ? value
        : { type: 'unread' };
    case 'clip.recorded':
      return value;
    default:
      return { type: 'other' };
  }
}
