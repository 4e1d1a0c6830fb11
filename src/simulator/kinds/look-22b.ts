import type { ModelInputs } from '../../fal/model-kind.ts';
import type { Look } from '../look/look.ts';
import { keyframeAnchors } from './keyframe-anchors.ts';
import { loraLook } from './lora-look.ts';

type StillInput = ModelInputs['still-22b'];
type ReferenceInput = ModelInputs['reference-video-22b'];
type Media = Readonly<Record<string, string>>;

/** The distilled model has no step count of its own. */
const DISTILLED_STEPS = 8;
/** The quality endpoints' steps run to 30 and these to more: the same range of looks. */
const MOST_STEPS = 30;

const base = (input: StillInput | ReferenceInput) => ({
  ...loraLook(input.loras, input.prompt),
  refine: 0,
  steps: Math.min(MOST_STEPS, input.num_inference_steps ?? DISTILLED_STEPS),
  guidance: 1,
});

/** How the 22B image-to-video endpoints see their input; backward means that the still is where the clip ends. */
export function imageLook22b(input: StillInput, media: Media, frameCount: number): Look {
  const strengths = { first: input.image_strength, end: input.end_image_strength };
  const anchors = keyframeAnchors(media, frameCount, strengths);
  const isBackward = input.interpolation_direction === 'backward';
  const turned = anchors.map((anchor) => ({ ...anchor, frame: frameCount - 1 - anchor.frame }));
  return { ...base(input), anchors: isBackward ? turned : anchors };
}

/** How the 22B reference endpoints see their input: a weaker reference drifts further. */
export function referenceLook22b(input: ReferenceInput, media: Media, frameCount: number): Look {
  const look = base(input);
  const freedom = 1 - Math.min(1, Math.max(0, input.video_strength));
  return {
    ...look,
    drift: look.drift + 0.01 * freedom,
    anchors: keyframeAnchors(media, frameCount),
  };
}
