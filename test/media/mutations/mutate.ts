import { crc32 } from 'node:zlib';

/** Most of what decides lies at the beginning of a file or at its end. */
const EDGE_BYTES = 1024;
/** Values that sizes, counts and offsets rarely have. */
const EXTREMES = [
  0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];
/** At most so many changes in one mutant. */
const MOST_CHANGES = 6;

type Random = () => number;

/** A damaged copy of a file, drawn by `random`. PNG checksums are made right again so that the damage is reached. */
export function mutate(original: Uint8Array, random: Random): Uint8Array {
  // A copy: `slice` of a Buffer would share its bytes.
  let bytes: Uint8Array = new Uint8Array(original);
  const changes = 1 + Math.floor(random() ** 2 * MOST_CHANGES);
  for (let change = 0; change < changes; change++) {
    const kind = Math.floor(random() * CHANGES.length);
    bytes = CHANGES[kind]!(bytes, random);
  }
  return isPng(bytes) && random() < 0.7 ? withChecksums(bytes) : bytes;
}

function placeIn(bytes: Uint8Array, random: Random, room = 1): number {
  const last = Math.max(0, bytes.length - room);
  const share = random();
  if (share < 0.4) return Math.floor(random() * Math.min(last, EDGE_BYTES));
  if (share < 0.7) return Math.max(0, last - Math.floor(random() * EDGE_BYTES));
  return Math.floor(random() * (last + 1));
}

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

const flipBit: Change = (bytes, random) => {
  const at = placeIn(bytes, random);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return bytes;
};

const setByte: Change = (bytes, random) => {
  bytes[placeIn(bytes, random)] = Math.floor(random() * 256);
  return bytes;
};

/** Sizes are big-endian in MP4, PNG and JPEG, little-endian in EXR and ZIP. */
const setNumber: Change = (bytes, random) => {
  if (bytes.length < 4) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = placeIn(bytes, random, 4);
  const value = EXTREMES[Math.floor(random() * EXTREMES.length)]!;
  if (random() < 0.3) view.setUint16(at, value & 0xffff, random() < 0.5);
  else view.setUint32(at, value, random() < 0.5);
  return bytes;
};

const cut: Change = (bytes, random) => bytes.slice(0, Math.floor(random() * bytes.length));

const remove: Change = (bytes, random) => {
  const [at, length] = [placeIn(bytes, random), 1 + Math.floor(random() * 64)];
  return joined(bytes.subarray(0, at), bytes.subarray(at + length));
};

const insert: Change = (bytes, random) => {
  const at = placeIn(bytes, random);
  const noise = Uint8Array.from({ length: 1 + Math.floor(random() * 64) }, () => Math.floor(random() * 256));
  return joined(bytes.subarray(0, at), noise, bytes.subarray(at));
};

const repeat: Change = (bytes, random) => {
  const [at, length] = [placeIn(bytes, random), 1 + Math.floor(random() * 512)];
  return joined(bytes.subarray(0, at + length), bytes.subarray(at, at + length), bytes.subarray(at + length));
};

const clear: Change = (bytes, random) => {
  const at = placeIn(bytes, random);
  return bytes.fill(random() < 0.5 ? 0 : 255, at, at + 1 + Math.floor(random() * 128));
};

const CHANGES: readonly Change[] = [
  ...[flipBit, flipBit, setByte, setByte, setNumber, setNumber, setNumber],
  ...[cut, remove, insert, repeat, clear],
];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const isPng = (bytes: Uint8Array) => PNG_SIGNATURE.every((byte, at) => bytes[at] === byte);

/** Gives every chunk of a PNG, as far as its lengths lead, the checksum of what it holds. */
function withChecksums(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}
