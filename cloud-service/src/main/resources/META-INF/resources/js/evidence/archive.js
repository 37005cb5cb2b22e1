/*
 * The one ZIP form of a package (docs/reference/evidence-package.md): every header is written anew and compared, so
 * that no byte outside the files is a choice.
 */
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;
const MOST_BYTES = 0xffffffff;
const MOST_FILES = 1_000;
const MOST_NAME = 200;
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

class Broken extends Error {
  constructor(place, why) {
    super(why);
    this.place = place;
  }
}

const ascii = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function fields(length, write) {
  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  write(
    (value) => (view.setUint16(at, value, true), (at += 2)),
    (value) => (view.setUint32(at, value, true), (at += 4)),
  );
  return new Uint8Array(view.buffer);
}

function common(u16, u32, slot) {
  [0, 0, 0, 0x21].forEach(u16);
  [slot.crc32, slot.bytes, slot.bytes].forEach(u32);
  [slot.name.length, 0].forEach(u16);
}

const local = (slot) =>
  fields(LOCAL, (u16, u32) => {
    u32(0x04034b50);
    u16(10);
    common(u16, u32, slot);
  });

const central = (slot, offset) =>
  fields(CENTRAL, (u16, u32) => {
    u32(0x02014b50);
    [10, 10].forEach(u16);
    common(u16, u32, slot);
    [0, 0, 0].forEach(u16);
    [0, offset].forEach(u32);
  });

const end = (files, length, offset) =>
  fields(END, (u16, u32) => {
    u32(0x06054b50);
    [0, 0, files, files].forEach(u16);
    [length, offset].forEach(u32);
    u16(0);
  });

/** Part of a file, whole. */
export async function bytes(file, offset, length) {
  const part = new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  if (part.length !== length) throw new Error('the file became shorter while it was read');
  return part;
}

/**
 * @param {Blob} file
 * @returns {Promise<{slots: {name: string, offset: number, bytes: number, crc32: number}[]} | {place: string, why: string}>}
 */
export async function read(file) {
  try {
    return { slots: await walk(file) };
  } catch (e) {
    if (e instanceof Broken) return { place: e.place, why: e.message };
    throw e;
  }
}

async function walk(file) {
  if (file.size < END || file.size > MOST_BYTES) throw new Broken('archive', 'a package has 22 bytes to 4 GiB');
  const last = await bytes(file, file.size - END, END);
  const view = new DataView(last.buffer);
  const files = view.getUint16(10, true);
  const length = view.getUint32(12, true);
  const offset = file.size - END - length;
  if (files === 0 || files > MOST_FILES || offset < 0) {
    throw new Broken('end of archive', 'does not say where its files are');
  }
  if (!same(last, end(files, length, offset))) throw new Broken('end of archive', 'is not as the format says');
  if (length > files * (CENTRAL + MOST_NAME)) throw new Broken('directory', 'is longer than its files need');
  return entries(file, await bytes(file, offset, length), files, offset);
}

async function entries(file, directory, files, endOfFiles) {
  const slots = [];
  const names = new Set();
  let at = 0;
  let from = 0;
  for (let i = 1; i <= files; i++) {
    const slot = entry(directory, from);
    if (!slot) throw new Broken(`directory entry ${i}`, 'is not as the format says');
    const { name } = slot;
    if (names.has(name)) throw new Broken(`directory entry of ${name}`, 'is there twice');
    names.add(name);
    if (!same(directory.subarray(from, from + CENTRAL), central(slot, at))) {
      throw new Broken(`directory entry of ${name}`, 'is not as the format says');
    }
    const header = LOCAL + name.length;
    const there = at + header + slot.bytes <= endOfFiles ? await bytes(file, at, header) : new Uint8Array();
    if (!same(there.subarray(0, LOCAL), local(slot)) || !same(there.subarray(LOCAL), ascii(name))) {
      throw new Broken(`header of ${name}`, 'is not as the format says');
    }
    slots.push({ ...slot, offset: at + header });
    at += header + slot.bytes;
    from += CENTRAL + name.length;
  }
  if (from !== directory.length) throw new Broken('directory', 'holds more than its files');
  if (at !== endOfFiles) throw new Broken('archive', 'holds bytes that belong to no file');
  return slots;
}

function entry(directory, from) {
  if (directory.length - from < CENTRAL) return null;
  const view = new DataView(directory.buffer, directory.byteOffset + from);
  const length = view.getUint16(28, true);
  if (length > MOST_NAME || directory.length - from - CENTRAL < length) return null;
  const name = String.fromCharCode(...directory.subarray(from + CENTRAL, from + CENTRAL + length));
  return NAME.test(name) ? { name, bytes: view.getUint32(24, true), crc32: view.getUint32(16, true) } : null;
}
