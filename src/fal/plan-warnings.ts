import { isFrameStep, MIN_FRAMES, snapFramesDown } from './budget.ts';
import type { OutputShape, SourceClip } from './endpoint.ts';
import type { Fields } from './field.ts';

/** What may not turn out as expected, and the change of fields that sets it right, where there is one. */
export interface PlanWarning {
  readonly message: string;
  readonly fix?: { readonly label: string; readonly change: Readonly<Record<string, unknown>> };
}

interface Asked {
  readonly fields: Fields;
  readonly isFromClip: boolean;
  /** Frames as they were asked, before the endpoint brings them to its own steps. */
  readonly frameCount: number;
}

/** Where length and speed of the output do not follow the clip. */
export function planWarnings(asked: Asked, source: SourceClip, output: OutputShape): PlanWarning[] {
  const found = [offGrid(asked, output)];
  // A still has no length and no speed that the output could miss.
  if (asked.isFromClip) found.push(tooShort(asked, source, output), otherSpeed(asked, source, output));
  return found.filter((warning) => warning !== null);
}

function offGrid({ fields, frameCount }: Asked, output: OutputShape): PlanWarning | null {
  if (isFrameStep(frameCount)) return null;
  return {
    message: `${frameCount} frames is not of the form 8k+1; the model is expected to deliver ${output.frameCount}.`,
    ...askFor(fields, output.frameCount),
  };
}

function tooShort({ fields }: Asked, source: SourceClip, output: OutputShape): PlanWarning | null {
  if (source.frameCount >= output.frameCount) return null;
  return {
    message: `The clip has ${source.frameCount} frames but ${output.frameCount} are asked: the last frame may be held. Lower the frames or use a longer clip.`,
    ...(source.frameCount >= MIN_FRAMES && askFor(fields, snapFramesDown(source.frameCount))),
  };
}

function askFor(fields: Fields, frameCount: number): Pick<PlanWarning, 'fix'> {
  if (!('num_frames' in fields)) return {};
  return { fix: { label: `Ask for ${frameCount} frames`, change: { num_frames: frameCount } } };
}

function otherSpeed({ fields }: Asked, source: SourceClip, output: OutputShape): PlanWarning | null {
  if (Math.abs(source.fps - output.fps) <= 0.01) return null;
  const speed = output.fps / source.fps;
  const name = ['frames_per_second', 'fps'].find((one) => one in fields);
  const { min = 0, max = 0 } = (name === undefined ? {} : fields[name]) as { min?: number; max?: number };
  const canMatch = source.fps >= min && source.fps <= max;
  return {
    message: `The clip runs at ${round2(source.fps)} fps and the output at ${round2(output.fps)} fps, so motion plays at ${round2(speed)}× speed. Conform the clip or match the fps.`,
    ...(canMatch && {
      fix: { label: `Match the clip’s ${round2(source.fps)} fps`, change: { [name!]: source.fps } },
    }),
  };
}

const round2 = (value: number) => Math.round(value * 100) / 100;
