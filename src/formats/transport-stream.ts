import { numbersIn } from './head-bytes.ts';

const SYNC = 0x47;
const PACKET_BYTES = 188;
/** Cameras and Blu-rays put four bytes of time before each packet. */
const TIME_BYTES = 4;

/** ISO/IEC 13818-1, table 2-34. */
const VIDEO_TYPES: Readonly<Record<number, string>> = {
  ...{ 1: 'mpeg1', 2: 'mpeg2', 16: 'mpeg4', 27: 'h264', 32: 'h264', 33: 'jpeg2000' },
  ...{ 36: 'hevc', 51: 'vvc', 66: 'avs', 209: 'dirac', 234: 'vc1' },
};

/** Bytes from one packet to the next, or null for what is no transport stream. */
export function packetStep(head: Uint8Array): { step: number; first: number } | null {
  for (const first of [0, TIME_BYTES]) {
    const step = PACKET_BYTES + first;
    const packets = Math.min(5, Math.floor((head.length - first) / step));
    if (packets < 2) continue;
    if (Array.from({ length: packets }, (_, n) => head[first + n * step]).every((byte) => byte === SYNC))
      return { step, first };
  }
  return null;
}

/** The codecs of the videos in a transport stream by its program maps; empty where there is only sound. */
export function transportCodecs(head: Uint8Array): string[] | null {
  const found = packetStep(head);
  if (!found) return null;
  const { byte, u16be } = numbersIn(head);
  const codecs: string[] = [];
  let mapPids = new Set<number>();
  for (let at = found.first; at + PACKET_BYTES <= head.length; at += found.step) {
    const pid = u16be(at + 1) & 0x1fff;
    const isStart = (byte(at + 1) & 0x40) !== 0;
    const hasAdaptation = (byte(at + 3) & 0x20) !== 0;
    if (!isStart || (pid !== 0 && !mapPids.has(pid))) continue;
    const payload = at + 4 + (hasAdaptation ? 1 + byte(at + 4) : 0);
    const section = payload + 1 + byte(payload);
    const end = Math.min(section + 3 + (u16be(section + 1) & 0x0fff) - 4, at + PACKET_BYTES);
    if (pid === 0) {
      mapPids = new Set();
      for (let entry = section + 8; entry + 4 <= end; entry += 4) mapPids.add(u16be(entry + 2) & 0x1fff);
      continue;
    }
    const streams = section + 12 + (u16be(section + 10) & 0x0fff);
    for (let entry = streams; entry + 5 <= end; entry += 5 + (u16be(entry + 3) & 0x0fff)) {
      const codec = VIDEO_TYPES[byte(entry)];
      if (codec !== undefined) codecs.push(codec);
    }
    return codecs;
  }
  return codecs;
}
