import { exactFps } from './frame-rate.ts';
import { type FrameTimeline, nearestFrame } from './frame-timeline.ts';

export type ConformRequest = {
  /** First source frame used; default 0. */
  inFrame?: number;
  /** Last source frame used, inclusive; default the last one. */
  outFrame?: number;
  fps?: number;
  frameCount?: number;
  width?: number;
  height?: number;
  fit: 'crop' | 'pad' | 'stretch';
};

export type ConformPlan = {
  /** Source frame for every output frame. */
  frameIndexes: number[];
  fps: number;
  width: number;
  height: number;
  /** What a user should know about the result. */
  notes: string[];
};

/** Which source frame becomes which output frame, at which rate and size. Trim must lie inside the clip. */
export function planConform(
  timeline: FrameTimeline,
  display: { width: number; height: number },
  request: ConformRequest,
): ConformPlan {
  const { frameIndexes, fps, notes } = planFrames(timeline, request);
  const size = planSize(display, request);
  return { frameIndexes, fps, width: size.width, height: size.height, notes: [...notes, ...size.notes] };
}

function planFrames(timeline: FrameTimeline, { inFrame = 0, outFrame, fps, frameCount }: ConformRequest) {
  const last = outFrame ?? timeline.frameCount - 1;
  const targetFps = exactFps(fps ?? timeline.nominalFps);
  const retimed = timeline.variableFps || Math.abs(targetFps - timeline.fps) > 1e-6 * timeline.fps;
  const available = retimed
    ? Math.max(1, Math.round(spanS(timeline, inFrame, last) * targetFps))
    : last - inFrame + 1;
  const count = frameCount ?? available;
  const startS = timeline.timestampsS[inFrame]! - timeline.timestampsS[0]!;
  const frameIndexes = Array.from({ length: count }, (_, k) =>
    Math.min(last, retimed ? Math.max(inFrame, nearestFrame(timeline, startS + k / targetFps)) : inFrame + k),
  );
  const notes: string[] = [];
  if (timeline.variableFps) {
    const mean = Number(timeline.fps.toFixed(2));
    notes.push(
      `The frame rate varies (${mean} fps on average); it became a steady ${showFps(targetFps)} fps.`,
    );
  }
  const held = count - available;
  if (held > 0) {
    const plural = available === 1 ? 'frame' : 'frames';
    notes.push(`The clip gives ${available} ${plural}; its last frame is held for ${held} more.`);
  }
  if (held < 0) {
    notes.push(`At the end, ${-held} of ${available} frames ${held === -1 ? 'is' : 'are'} left out.`);
  }
  return { frameIndexes, fps: targetFps, notes };
}

function showFps(fps: number): string {
  return String(Number(fps.toFixed(3)));
}

/** Seconds from the start of `first` to the end of `last`. */
function spanS(timeline: FrameTimeline, first: number, last: number): number {
  const { timestampsS, durationS, frameCount } = timeline;
  const endS = last + 1 < frameCount ? timestampsS[last + 1]! : timestampsS[0]! + durationS;
  return endS - timestampsS[first]!;
}

function planSize(display: { width: number; height: number }, request: ConformRequest) {
  const aspect = display.width / display.height;
  const width = request.width ?? (request.height === undefined ? display.width : request.height * aspect);
  const height = request.height ?? (request.width === undefined ? display.height : request.width / aspect);
  const even = { width: toEven(width), height: toEven(height) };
  const asked = `${Math.round(width)}×${Math.round(height)}`;
  const changed = asked !== `${even.width}×${even.height}`;
  const note = `${asked} became ${even.width}×${even.height}: H.264 needs even sides.`;
  return { ...even, notes: changed ? [note] : [] };
}

/** The even number at or below, at least 2: an odd clip loses a line instead of inventing one. */
function toEven(pixels: number): number {
  return Math.max(2, Math.floor(Math.round(pixels) / 2) * 2);
}
