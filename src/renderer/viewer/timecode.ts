/** `00:00:05:01`: hours, minutes, seconds and frames, counted without dropping, at the nearest whole rate. */
export function timecode(frame: number, fps: number): string {
  const rate = Math.max(1, Math.round(fps));
  const seconds = Math.floor(frame / rate);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % rate];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The frame on screen at a media time in seconds; times lie anywhere within their frame. */
export function frameAt(timeS: number, fps: number, frameCount: number): number {
  // Media times are rounded to the file's time base, so a frame may begin a hair before its nominal time.
  const frame = Math.floor(timeS * fps + 0.01);
  return Math.min(frameCount - 1, Math.max(0, frame));
}

/** A time in seconds that lies safely inside a frame. */
export function timeInside(frame: number, fps: number): number {
  return (frame + 0.5) / fps;
}
