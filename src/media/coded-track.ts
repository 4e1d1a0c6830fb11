import type { InputVideoTrack, VideoCodec } from 'mediabunny';
import { firstSequence, pairFields } from './field-pairs.ts';
import { readIsoPacketIndex } from './iso/packet-index.ts';
import type { IsoTrack } from './iso/read-tracks.ts';
import { MediaProblemError, unsupported } from './media-problem.ts';
import { type PacketIndex, readPacketIndex } from './packet-index.ts';
import { type PictureShape, readShape } from './picture-shape.ts';

/** A video track as it is stored: its packets, and what makes pictures of them. */
export type CodedTrack = {
  codec: VideoCodec;
  config: VideoDecoderConfig;
  index: PacketIndex;
  shape: PictureShape;
  /** Lines of a stored frame. */
  codedHeight: number;
};

/** Reads the index of a video track. Throws `MediaProblemError` for one that cannot be shown as it is meant. */
export async function readCodedTrack(
  path: string,
  track: InputVideoTrack,
  codec: VideoCodec,
  { container, iso }: { container: string; iso: IsoTrack | null },
): Promise<CodedTrack> {
  const config = (await track.getDecoderConfig())!;
  const index = await (iso ? readIsoPacketIndex(path, iso) : readPacketIndex(path, track));
  try {
    const sequence = index.timings.length > 0 ? await firstSequence(codec, config, index) : null;
    const hasFields = sequence !== null && !sequence.hasOnlyFrames;
    // Where the container says no size, the library takes the lines of a field for those of a frame.
    const stored = hasFields && container === 'ts' ? sequence : null;
    const shape = await readShape(track, iso, stored);
    if ('slantedBy' in shape) {
      const reason = `its picture is turned by ${shape.slantedBy} degrees, and only quarter turns are known`;
      throw new MediaProblemError(unsupported(path, reason));
    }
    return {
      ...{ codec, config, shape },
      index: hasFields ? await pairFields(index, config, sequence) : index,
      codedHeight: stored?.height ?? (await track.getCodedHeight()),
    };
  } catch (error) {
    index.close();
    throw error;
  }
}
