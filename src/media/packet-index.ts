import { type EncodedPacket, EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import type { FrameTiming, ShownPicture } from './frame-timeline.ts';
import { type MediaProblem, MediaProblemError, unsupported } from './media-problem.ts';

/** Over nine hours at 30 frames per second; a damaged index may claim billions. */
export const MAX_FRAMES = 1_000_000;

/** Every packet of a track in the order in which they are stored, which is that of decoding. */
export type PacketIndex = {
  /** In the track's own time, before any edit. */
  timings: FrameTiming[];
  /** What is shown when, in any order. */
  shown: ShownPicture[];
  /** Resolution of the times. */
  ticksPerS: number;
  /** Places of the packets that the container calls key packets, ascending. */
  keyPositions: number[];
  /** Places of packets that hold the second field of the frame in the packet before. */
  secondFields?: ReadonlySet<number>;
  /**
   * Bytes of the packets from a place on; short or missing where the file ends before them. No more than the first
   * `most` of each are wanted.
   */
  packets(from: number, most?: number): AsyncGenerator<Uint8Array, void>;
  /** How many packets from the first on are in the file whole. */
  countPresent(): Promise<number>;
  close(): void;
};

/** Far more than what stands before the slices of a picture. */
const HEAD_BYTES = 65_536;

/** The bytes with which a packet begins. */
export async function readPacketHead(
  index: PacketIndex,
  position: number,
  most = HEAD_BYTES,
): Promise<Uint8Array> {
  for await (const data of index.packets(position, most)) return data;
  return new Uint8Array();
}

/**
 * Reads what the container says about its packets; not the packets, where the container has a list of them. Throws
 * `MediaProblemError` for too many.
 */
export async function readPacketIndex(path: string, track: InputVideoTrack): Promise<PacketIndex> {
  const sink = new EncodedPacketSink(track);
  const timings: FrameTiming[] = [];
  const byteLengths: number[] = [];
  const keyPositions: number[] = [];
  // The library's packets hold on to what they were read from, so they are told apart by number.
  const positions = new Map<number, number>();
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    const { timestamp, duration, type, sequenceNumber, byteLength } = packet;
    const position = timings.length;
    if (position === MAX_FRAMES) throw new MediaProblemError(tooManyFrames(path));
    positions.set(sequenceNumber, position);
    if (type === 'key') keyPositions.push(position);
    timings.push({ timestampS: timestamp, durationS: duration });
    byteLengths.push(byteLength);
  }
  const positionOf = (packet: EncodedPacket) => positions.get(packet.sequenceNumber)!;

  async function* packets(from: number): AsyncGenerator<Uint8Array, void> {
    let packet = await sink.getKeyPacket(timings[from]!.timestampS);
    if (!packet || positionOf(packet) > from) packet = await sink.getFirstPacket();
    for (; packet; packet = await sink.getNextPacket(packet)) {
      if (positionOf(packet) >= from) yield packet.data;
    }
  }

  /** The library reports damage by throwing. */
  async function countPresent(): Promise<number> {
    let present = 0;
    try {
      for await (const data of packets(timings.length - 1)) {
        if (data.byteLength === byteLengths.at(-1)) return timings.length;
      }
      for await (const data of packets(0)) {
        if (data.byteLength < byteLengths[present]!) break;
        present++;
      }
    } catch {
      return present;
    }
    return present;
  }

  const shown = timings.map((timing, position) => ({ ...timing, position }));
  const ticksPerS = await track.getTimeResolution();
  return { timings, shown, ticksPerS, keyPositions, packets, countPresent, close() {} };
}

export function tooManyFrames(path: string): MediaProblem {
  return unsupported(path, `it declares more than ${MAX_FRAMES} frames`);
}
