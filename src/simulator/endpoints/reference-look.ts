import type { LoraInput } from '../../fal/lora-input.ts';
import type { Look } from '../look/look.ts';
import { keyframeAnchors } from './keyframe-anchors.ts';
import { loraLook } from './lora-look.ts';

interface ReferenceInput {
  readonly prompt: string;
  readonly loras?: readonly LoraInput[];
  readonly skip_control_preprocess: boolean;
  readonly preserve_original_video: boolean;
  readonly strength: number;
  readonly video_strength: number;
  readonly num_inference_steps: number;
  readonly guidance_scale: number;
}

/** How the quality reference-video-to-video endpoints see their input. A control that is not ready is ignored. */
export function referenceLook(
  input: ReferenceInput,
  media: Readonly<Record<string, string>>,
  frameCount: number,
): Look {
  const control = media.control_video_url;
  const isSteered = input.skip_control_preprocess && control !== undefined;
  return {
    ...loraLook(input.loras, input.prompt),
    anchors: keyframeAnchors(media, frameCount),
    refine: 0,
    steps: input.num_inference_steps,
    guidance: input.guidance_scale,
    control: isSteered ? { path: control, weight: input.video_strength } : null,
    kept: input.preserve_original_video ? 1 - input.strength : 0,
  };
}
