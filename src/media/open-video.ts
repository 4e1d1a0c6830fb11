import {
  ALL_FORMATS,
  Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
  type VideoSample,
} from 'mediabunny';
import { type AudioAccess, type AudioInfo, openAudio } from './audio-access.ts';
import { colorTagsOf } from './av-frame.ts';
import { type CodedTrack, readCodedTrack } from './coded-track.ts';
import { checkReadableFile } from './file-check.ts';
import { findMissingData } from './find-missing-data.ts';
import { type FrameTimeline, frameTimeline } from './frame-timeline.ts';
import { type HeardPart, heardParts, unheardRest } from './heard-parts.ts';
import { type IsoFile, readIsoFile } from './iso/read-tracks.ts';
import { shortColrPatches } from './iso/short-colr.ts';
import {
  type MediaProblem,
  MediaProblemError,
  notMedia,
  unknownContent,
  unsupported,
} from './media-problem.ts';
import type { Outcome } from './outcome.ts';
import { type PictureColor, resolveColor } from './picture-color.ts';
import { picturePlaces } from './picture-places.ts';
import { primaryVideoTrack } from './primary-track.ts';
import { type FrameRequest, type RgbaFrame, readFrames } from './read-frames.ts';
import { type DecodedPicture, readSamples, type StoredVideo } from './read-samples.ts';
import { registerCodecs } from './register-codecs.ts';
import { createStartFinder } from './start-finder.ts';
import { steadySource } from './steady-source.ts';
import { codecProblem, soundOnly } from './track-problem.ts';
import { tagsOfWebColor } from './web-color.ts';

/** 8192 × 8192; a damaged header may claim any size. */
const MAX_VIDEO_PIXELS = 2 ** 26;
/** Longest side that decoders and encoders of H.264 take. */
const MAX_SIDE = 16_384;

export type VideoInfo = {
  kind: 'video';
  /** Short name such as `mp4`, `mov`, `webm`, `mkv`. */
  container: string;
  /** `avc`, `hevc`, `vp9`, `av1`, `prores`, … */
  codec: string;
  /** Display size in pixels: rotation and pixel aspect applied. */
  width: number;
  height: number;
  /** Clockwise degrees by which the stored frames are turned for display. */
  rotation: 0 | 90 | 180 | 270;
  fps: number;
  variableFps: boolean;
  /** Exact number of frames shown. */
  frameCount: number;
  durationS: number;
  audio: AudioInfo | null;
};

export type OpenVideo = {
  info: VideoInfo;
  timeline: FrameTimeline;
  /** Frames upright and in presentation order. Throws `MediaProblemError` when data are missing. */
  frames(request?: FrameRequest): AsyncGenerator<RgbaFrame, void>;
  /** Decoder pictures, neither turned nor scaled; each is valid until the next is asked for. */
  samples(frameIndexes: Iterable<number>): AsyncGenerator<DecodedPicture, void>;
  /** Colour coding of a sample of this clip. Throws `MediaProblemError` for one that cannot be converted. */
  colorOf(sample: VideoSample): PictureColor;
  /** A problem when the file holds less than its index declares. */
  findMissingData(): Promise<MediaProblem | null>;
  audio: AudioAccess | null;
  /** Codec of sound that no decoder knows. */
  unreadableSound: string | null;
  /** Frees the file; frames being read end with an error. */
  close(): void;
};

/** Opens a clip for exact frame access. Reads the index of the file, not its pictures. */
export async function openVideo(path: string): Promise<Outcome<OpenVideo, MediaProblem>> {
  const checked = await checkReadableFile(path);
  if (!checked.ok) return checked;
  registerCodecs();
  let input: Input | null = null;
  try {
    const iso = await readIsoFile(path);
    const source = steadySource(path, iso ? shortColrPatches(iso) : []);
    input = new Input({ source, formats: ALL_FORMATS });
    return { ok: true, value: await openInput(path, input, iso, checked.value) };
  } catch (error) {
    input?.dispose();
    // What is missing from the file explains more than what the parser stumbled over.
    if (checked.value) return { ok: false, problem: checked.value };
    if (error instanceof MediaProblemError) return { ok: false, problem: error.problem };
    return { ok: false, problem: unsupported(path, 'its structure is damaged', String(error)) };
  }
}

async function openInput(
  path: string,
  input: Input,
  iso: IsoFile | null,
  cutOff: MediaProblem | null,
): Promise<OpenVideo> {
  if (!(await input.canRead())) {
    throw new MediaProblemError(unknownContent(path));
  }
  const container = containerName((await input.getFormat()).name);
  const track = await primaryVideoTrack(input);
  if (!track) {
    const hasSound = (await input.getPrimaryAudioTrack()) !== null;
    throw new MediaProblemError(hasSound ? soundOnly(path) : notMedia(path, 'it holds no picture'));
  }
  const codec = await track.getCodec();
  if (codec === null) {
    const id = String(await track.getInternalCodecId());
    throw new MediaProblemError(await codecProblem(path, container, id));
  }
  if (!(await track.canDecode())) {
    throw new MediaProblemError(unsupported(path, `no decoder for its codec "${codec}" is built in`));
  }
  const isoTrackOf = ({ id }: InputTrack) => iso?.tracks.find((each) => each.id === id) ?? null;
  const coded = await readCodedTrack(path, track, codec, { container, iso: isoTrackOf(track) });
  try {
    const audioTrack = await input.getPrimaryAudioTrack();
    const soundTrack = audioTrack && isoTrackOf(audioTrack);
    const heard = audioTrack && {
      track: audioTrack,
      parts: heardParts(path, soundTrack),
      unheard: unheardRest(path, soundTrack),
    };
    return await openTracks({ path, input, container, cutOff }, track, coded, heard);
  } catch (error) {
    coded.index.close();
    throw error;
  }
}

type OpenFile = { path: string; input: Input; container: string; cutOff: MediaProblem | null };

async function openTracks(
  { path, input, container, cutOff }: OpenFile,
  track: InputVideoTrack,
  coded: CodedTrack,
  heard: { track: InputAudioTrack; parts: HeardPart[]; unheard: MediaProblem | null } | null,
): Promise<OpenVideo> {
  const { index, shape, codec } = coded;
  const { width, height } = shape;
  if (width < 1 || height < 1 || Math.max(width, height) > MAX_SIDE) {
    throw new MediaProblemError(
      unsupported(path, `no decoder takes its picture of ${width}×${height} pixels`),
    );
  }
  if (width * height > MAX_VIDEO_PIXELS) {
    throw new MediaProblemError(unsupported(path, `its picture of ${width}×${height} pixels is too large`));
  }
  const timeline = frameTimeline(index.shown, index.ticksPerS);
  if (timeline.frameCount === 0) {
    throw new MediaProblemError(notMedia(path, 'its video track has no frames'));
  }
  const audioTrack = heard?.track ?? null;
  const audio = heard && (await openAudio(path, heard.track, heard));
  const unreadableSound =
    audioTrack && !audio
      ? ((await audioTrack.getCodec()) ?? String(await audioTrack.getInternalCodecId()))
      : null;
  const info: VideoInfo = {
    kind: 'video',
    container,
    codec,
    width,
    height,
    rotation: shape.rotation,
    fps: timeline.fps,
    variableFps: timeline.variableFps,
    frameCount: timeline.frameCount,
    durationS: timeline.durationS,
    audio: audio && { codec: audio.codec, sampleRate: audio.sampleRate, channels: audio.channels },
  };
  const containerColor = tagsOfWebColor(await track.getColorSpace());
  const colorOf = (sample: VideoSample) => {
    const color = resolveColor(colorTagsOf(sample), containerColor, coded.codedHeight);
    if ('unknownMatrix' in color) {
      const reason = `its colours are coded as ${color.unknownMatrix}, which is not converted`;
      throw new MediaProblemError(unsupported(path, reason));
    }
    return color;
  };
  const startFor = createStartFinder({
    ...coded,
    determinePacketType: (packet) => track.determinePacketType(packet),
  });
  const stored: StoredVideo = { ...coded, path, startFor, placeOf: picturePlaces(index) };
  const samples = (indexes: Iterable<number>) => readSamples(stored, timeline, indexes);
  return {
    info,
    timeline,
    samples,
    colorOf,
    frames: (request = {}) => readFrames({ display: info, timeline, samples, colorOf }, request),
    findMissingData: () => findMissingData(path, { container, index, audioTrack, cutOff }),
    audio,
    unreadableSound,
    close() {
      input.dispose();
      index.close();
    },
  };
}

const CONTAINER_NAMES: Record<string, string> = {
  MP4: 'mp4',
  'QuickTime File Format': 'mov',
  WebM: 'webm',
  Matroska: 'mkv',
  'MPEG Transport Stream': 'ts',
};

function containerName(formatName: string): string {
  return CONTAINER_NAMES[formatName] ?? formatName.toLowerCase();
}
