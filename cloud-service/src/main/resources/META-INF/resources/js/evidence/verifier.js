/*
 * Checks an evidence package as `lockward evidence verify` does, in the same order and words. Needs no network; reads
 * the file in pieces. The specification is docs/reference/evidence-package.md.
 */
import { bytes, read } from './archive.js';
import { fileOfClip, fileOfRun, instant, keySet, lastOf, manifest } from './manifest.js';
import { RunCheck } from './run.js';
import { Crc32, Sha256, hex } from './sha256.js';
import { holds, look, thumbprint } from './signed.js';

const PIECE = 1024 * 1024;
const MANIFEST = 'manifest.jws';
const KEY_SET = 'key-set.jws';

/**
 * @param {Blob} file
 * @param {string} [root] the trusted public key or its fingerprint
 * @param {(done: number) => void} [progress] how much of it is read, 0 to 1
 * @returns {Promise<{state: 'holds'|'open'|'fails', checks: {what: string, place: string, outcome: string, detail: string}[], manifest: object|null, fingerprint: string}>}
 */
export async function verify(file, root = '', progress = () => {}) {
  const checks = [];
  const add = (outcome) => (what, place, detail) => checks.push({ what, place, outcome, detail });
  const told = { holds: add('holds'), fails: add('fails'), open: add('open') };
  const found = await read(file);
  let said = null;
  if (found.slots) {
    told.holds('archive', 'archive', `${found.slots.length} files, laid out as the format says`);
    said = await signed(file, found.slots, root, told);
    if (said) await files(file, found.slots, said, told, progress);
  } else {
    told.fails('archive', found.place, found.why);
  }
  const outcomes = new Set(checks.map((check) => check.outcome));
  const state = outcomes.has('fails') ? 'fails' : outcomes.has('open') ? 'open' : 'holds';
  return { state, checks, manifest: said, fingerprint: said ? await thumbprint(said.root) : '' };
}

async function small(file, slot, name, most) {
  if (slot?.name !== name || slot.bytes > most) return null;
  const content = await bytes(file, slot.offset, slot.bytes);
  return new Crc32().update(content).value === slot.crc32 ? content : null;
}

/** From the root to the manifest. What it says is used only when all of that holds. */
async function signed(file, slots, root, told) {
  const manifestBytes = await small(file, slots[0], MANIFEST, 1024 * 1024);
  const keySetBytes = await small(file, slots[1], KEY_SET, 4 * 1024);
  const jws = manifestBytes && look(manifestBytes, 'lockward-evidence+jws', 1024 * 1024);
  const said = jws && manifest(jws.payload);
  if (!said) {
    told.fails('manifest', MANIFEST, 'is no manifest of this format');
    return null;
  }
  const fingerprint = await thumbprint(said.root);
  if (root === '') {
    told.open('root', MANIFEST, `compare the fingerprint ${fingerprint}`);
  } else if (root === said.root || root === fingerprint) {
    told.holds('root', MANIFEST, `the root you trust, ${fingerprint}`);
  } else {
    told.fails('root', MANIFEST, `names another root than the one you trust: ${fingerprint}`);
    return null;
  }
  const setJws = keySetBytes && look(keySetBytes, 'lockward-keyset+jws', 4 * 1024);
  const ofRoot = setJws?.kid === fingerprint && (await holds(said.root, setJws.signature, setJws.signed));
  const keys = ofRoot ? keySet(setJws.payload) : null;
  if (!keys) {
    told.fails('key-set', KEY_SET, 'is not signed by the root');
    return null;
  }
  told.holds('key-set', KEY_SET, `version ${keys.version}, signed by the root`);
  const wrong = await wrongSignature(jws, said, keys);
  if (wrong) {
    told.fails('manifest', MANIFEST, wrong);
    return null;
  }
  told.holds('manifest', MANIFEST, `signed by ${jws.kid}, which may sign evidence`);
  return { ...said, signer: jws.kid };
}

async function wrongSignature(jws, said, keys) {
  const key = keys.keys.find((one) => one.kid === jws.kid);
  if (!key) return 'is signed by a key that the key set does not have';
  const madeAt = instant(said.madeAt);
  const time = Math.max(madeAt, instant(keys.at));
  if (time < instant(key.from) || time >= instant(key.to)) return 'was made when its key did not count';
  if (!key.scope.includes('evidence')) return 'is signed by a key that may not sign evidence';
  if (!(await holds(key.x, jws.signature, jws.signed))) return 'the signature does not hold';
  return madeAt < instant(key.from) ? 'was made when its key did not count' : null;
}

async function files(file, slots, said, told, progress) {
  const runs = new Map(said.runs.map((run) => [fileOfRun(run), runCheck(said, run)]));
  const later = [];
  for (const [i, listed] of said.files.entries()) {
    const slot = slots[i + 1];
    if (slot?.name !== listed.name) {
      told.fails('file', listed.name, 'is not where the format puts it');
      return;
    }
    const run = runs.get(listed.name);
    const wrong = await wrongFile(file, listed, slot, run);
    if (wrong) told.fails('file', listed.name, wrong);
    else told.holds('file', listed.name, `${slot.bytes} bytes, SHA-256 as listed`);
    if (run) later.push({ place: listed.name, ...(await run.conclude()) });
    progress((slot.offset + slot.bytes) / file.size);
  }
  if (slots.length > said.files.length + 1) told.fails('file', slots[said.files.length + 1].name, 'is not listed');
  for (const { place, outcome, detail } of later) told[outcome]('chain', place, detail);
  clips(said, [...runs.values()], told);
}

function runCheck(said, run) {
  const keys = said.banks.find((bank) => bank.bank === run.bank).keys;
  const wanted = said.clips.map((clip) => clip.seq).filter((seq) => seq >= run.first && seq <= lastOf(run));
  return new RunCheck(run, keys, wanted);
}

async function wrongFile(file, listed, slot, run) {
  if (slot.bytes !== listed.bytes) return 'has another length than is listed';
  const sha256 = new Sha256();
  const crc32 = new Crc32();
  for (let at = 0; at < slot.bytes; at += PIECE) {
    const piece = await bytes(file, slot.offset + at, Math.min(PIECE, slot.bytes - at));
    sha256.update(piece);
    crc32.update(piece);
    if (run) await run.take(piece);
  }
  if (hex(sha256.digest()) !== listed.sha256) return 'is not the file that is listed: its SHA-256 is another';
  return crc32.value === slot.crc32 ? null : 'its CRC-32 is another than its header says';
}

function clips(said, runs, told) {
  const hashes = new Map(said.files.map((file) => [file.name, file.sha256]));
  for (const clip of said.clips) {
    const place = fileOfClip(clip);
    const wanted = `${clip.clip} ${hashes.get(place)}`;
    if (runs.some((run) => run.covers(clip) && run.named(clip.seq) === wanted)) {
      told.holds('clip', place, `entry ${clip.seq} of ${clip.bank} names it and its SHA-256`);
    } else {
      told.fails('clip', place, 'no proven entry names it and its SHA-256');
    }
  }
}
