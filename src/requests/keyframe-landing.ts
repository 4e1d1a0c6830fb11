import type { Finding } from '../engine/finding.ts';
import type { KeyframesValue } from '../engine/value.ts';
import { FRAMES_OF_A_STEP, snapFramesDown } from '../fal/budget.ts';

export const PLACES = ['first', 'mid', 'end'] as const;
export type Place = (typeof PLACES)[number];
export const PLACE_NAMES: { readonly [P in Place]: string } = { first: 'first', mid: 'middle', end: 'end' };

/** Where each keyframe lands in an output of so many frames: at its start, its middle and its end. */
export function landings(frameCount: number): { readonly [P in Place]: number } {
  return { first: 0, mid: Math.floor((frameCount - 1) / 2), end: frameCount - 1 };
}

/** Where the given keyframes land, for reading. */
export function landingReport(given: KeyframesValue): { title: string; lines: string[] } {
  const frameCount = given.layout ? snapFramesDown(given.layout.frameCount) : null;
  const at = frameCount === null ? null : landings(frameCount);
  const lines = PLACES.filter((place) => given[place]).map((place) =>
    at
      ? `${PLACE_NAMES[place]} frame: f ${at[place]} of ${frameCount}`
      : `${PLACE_NAMES[place]} frame of the output`,
  );
  return { title: 'Keyframes land at', lines };
}

/**
 * Warns where stills for the middle or the end belong to frames that the take does not have there: it follows the clip
 * frame by frame from its start, however long the clip is.
 */
export function strayLandings(given: KeyframesValue | undefined, frameCount: number | undefined): Finding[] {
  const { layout } = given ?? {};
  if (!layout || frameCount === undefined || !(given?.mid || given?.end)) return [];
  if (Math.abs(layout.frameCount - frameCount) < FRAMES_OF_A_STEP) return [];
  const place = given.end ? 'end' : 'mid';
  const [meant, lands] = [landings(layout.frameCount)[place], landings(frameCount)[place]];
  return [
    {
      severity: 'warning',
      code: 'bad-input',
      port: 'keyframes',
      message: `The keyframes are laid out for ${layout.frameCount} frames, the take has ${frameCount}: the ${PLACE_NAMES[place]} frame is meant for f ${meant} and lands at f ${lands}.`,
      fix: `Lay them out for ${frameCount} frames with stills of those frames, or ask for a take of ${snapFramesDown(layout.frameCount)}.`,
      fixes: [
        {
          label: `Lay out for ${frameCount}`,
          sets: [{ nodeId: layout.from, param: 'take_frames', value: frameCount }],
        },
      ],
    },
  ];
}
