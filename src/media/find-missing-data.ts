import { type EncodedPacket, EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import { type MediaProblem, truncated } from './media-problem.ts';
import type { PacketIndex } from './packet-index.ts';

export type CheckedParts = {
  container: string;
  index: PacketIndex;
  audioTrack: InputAudioTrack | null;
  /** What the outer structure of the file says about missing bytes. */
  cutOff: MediaProblem | null;
};

/**
 * Compares what the index declares with what the file holds: looks at the last packets only, and counts from the start
 * when one is missing.
 */
export async function findMissingData(path: string, parts: CheckedParts): Promise<MediaProblem | null> {
  const declared = parts.index.timings.length;
  const present = await parts.index.countPresent();
  if (present < declared) {
    return truncated(path, `it declares ${declared} frames, but only ${present} are in the file`);
  }
  if (parts.audioTrack && !(await hasLastPacket(new EncodedPacketSink(parts.audioTrack)))) {
    return truncated(path, 'its sound is incomplete');
  }
  // An MP4 may lose padding at its end; Matroska has no index of frames that could be whole all the same.
  return parts.container === 'mp4' || parts.container === 'mov' ? null : parts.cutOff;
}

/** False also when the index of the track is damaged, which the library reports by throwing. */
async function hasLastPacket(sink: EncodedPacketSink): Promise<boolean> {
  const metadataOnly = { metadataOnly: true };
  try {
    let previous: EncodedPacket | null = null;
    // The last one shown may be stored a few places before the last one of the file.
    let last = await sink.getPacket(Infinity, metadataOnly);
    if (!last) return true;
    for (let next = await sink.getNextPacket(last, metadataOnly); next; ) {
      previous = last;
      last = next;
      next = await sink.getNextPacket(next, metadataOnly);
    }
    const read = previous ? await sink.getNextPacket(previous) : await sink.getPacket(last.timestamp);
    return read !== null && read.data.byteLength === last.byteLength;
  } catch {
    return false;
  }
}
