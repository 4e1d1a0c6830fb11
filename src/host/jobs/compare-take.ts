import type { ImageValue, RequestValue, VideoValue } from '../../engine/value.ts';

/** Difference of frame rates that is only rounding. */
const FPS_TOLERANCE = 0.01;

/** Where a delivered clip differs from what was asked, in words; empty when it does not. */
export function compareTake(
  asked: RequestValue['output'],
  got: VideoValue,
  frames: readonly ImageValue[] | null = null,
): string[] {
  if (asked === null) return [];
  const notes: string[] = [];
  if (frames && frames.length !== asked.frameCount) {
    notes.push(`${asked.frameCount} EXR frames were asked, ${frames.length} came.`);
  }
  const [first] = frames ?? [];
  if (first && (first.width !== asked.width || first.height !== asked.height)) {
    notes.push(
      `EXR frames of ${asked.width}×${asked.height} were asked, ${first.width}×${first.height} came.`,
    );
  }
  if (got.frameCount !== asked.frameCount) {
    notes.push(`${asked.frameCount} frames were asked, ${got.frameCount} came.`);
  }
  if (got.width !== asked.width || got.height !== asked.height) {
    notes.push(`${asked.width}×${asked.height} was asked, ${got.width}×${got.height} came.`);
  }
  if (Math.abs(got.fps - asked.fps) > FPS_TOLERANCE) {
    notes.push(`${round(asked.fps)} fps was asked, ${round(got.fps)} came.`);
  }
  if (got.hasAudio !== asked.hasAudio) {
    notes.push(asked.hasAudio ? 'Sound was asked, but none came.' : 'Sound came although none was asked.');
  }
  return notes;
}

const round = (value: number) => Math.round(value * 1000) / 1000;
