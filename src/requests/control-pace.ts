import type { Finding } from '../engine/finding.ts';
import type { ControlValue } from '../engine/value.ts';
import { FRAMES_OF_A_STEP, snapFramesDown } from '../fal/budget.ts';

/**
 * Warns where a control video has another length than the take: it is spread over the whole take (fal's documents:
 * resampled to the output's frame count), while the clip is followed from its start, so that the two drift apart.
 * `setsFrames` is the node that holds the length of the take.
 */
export function driftingControl(
  control: ControlValue | undefined,
  frameCount: number | undefined,
  setsFrames: string,
): Finding[] {
  if (!control?.skipPreprocess || frameCount === undefined) return [];
  const own = control.video.frameCount;
  if (Math.abs(own - frameCount) < FRAMES_OF_A_STEP) return [];
  const whole = snapFramesDown(own);
  return [
    {
      severity: 'warning',
      code: 'bad-input',
      port: 'control',
      message: `The control video has ${own} frames, the take ${frameCount}: the control is spread over the take and drifts away from the clip.`,
      fix: `Trim the clip and the control to their first ${frameCount} frames (Out ${frameCount - 1}), or ask for ${whole}.`,
      fixes: [
        {
          label: `Ask for ${whole} frames`,
          sets: [{ nodeId: setsFrames, param: 'num_frames', value: whole }],
        },
      ],
    },
  ];
}
