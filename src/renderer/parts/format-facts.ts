import type { FramesValue, ImageValue, RequestValue, VideoValue } from '../../engine/value.ts';

/** Size, frames, rate and length as one line: `1280×704 · 121 f · 24 fps · 5.04 s`. */
export function videoFacts({
  width,
  height,
  frameCount,
  fps,
}: Pick<VideoValue, 'width' | 'height' | 'frameCount' | 'fps'>): string {
  return `${width}×${height} · ${frameCount} f · ${formatFps(fps)} fps · ${(frameCount / fps).toFixed(2)} s`;
}

export function imageFacts({ width, height }: Pick<ImageValue, 'width' | 'height'>): string {
  return `${width}×${height}`;
}

/** How full the endpoint's budget is, 0…1; null where no cap is documented. */
export function budgetShare({ volumePxFrames, volumeCapPxFrames }: RequestValue): number | null {
  return volumeCapPxFrames === null ? null : volumePxFrames / volumeCapPxFrames;
}

export function formatFps(fps: number): string {
  return String(Number(fps.toFixed(3)));
}

/** `1.4 MB`; powers of 1000, as file managers show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let place = 0;
  while (value >= 999.5 && place < units.length - 1) {
    value /= 1000;
    place++;
  }
  return `${value >= 99.5 ? value.toFixed(0) : value.toFixed(1)} ${units[place]}`;
}

const MOMENT = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const EXACT = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Day and time, to the minute. */
export function formatMoment(atMs: number): string {
  return MOMENT.format(atMs);
}

/** `10:42`. */
export function formatClock(atMs: number): string {
  return CLOCK.format(atMs);
}

/** Day and time, to the second. */
export function formatExactly(atMs: number): string {
  return EXACT.format(atMs);
}

/** `0:42` or `1:02:03`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  const [minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return hours > 0 ? `${hours}:${minutes}:${rest}` : `${parts[0]}:${rest}`;
}

/** `9 f · 832×448 · 24 fps · EXR` of a sequence. */
export function framesFacts({ frames, fps }: FramesValue): string {
  const first = frames[0];
  if (!first) return 'no frames';
  const format = /\.([a-z0-9]+)$/i.exec(first.name)?.[1]?.toUpperCase();
  return [`${frames.length} f`, `${first.width}×${first.height}`, `${formatFps(fps)} fps`, format]
    .filter((fact) => fact !== undefined)
    .join(' · ');
}
