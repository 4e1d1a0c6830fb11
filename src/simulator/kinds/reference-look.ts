import type { ModelInputs } from '../../fal/model-kind.ts';
import type { Look } from '../look/look.ts';
import { keyframeAnchors } from './keyframe-anchors.ts';
import { loraLook } from './lora-look.ts';

/** How the quality reference-video-to-video endpoints see their input. A control that is not ready is ignored. */
export function referenceLook(
  input: ModelInputs['reference-video'],
  media: Readonly<Record<string, string>>,
  frameCount: number,
): Omit<Look, 'refine' | 'steps' | 'guidance'> {
  const control = media.control_video_url;
  const isSteered = input.skip_control_preprocess && control !== undefined;
  return {
    ...loraLook(input.loras, input.prompt),
    anchors: keyframeAnchors(media, frameCount),
    control: isSteered ? { path: control, weight: input.video_strength } : null,
    kept: input.preserve_original_video ? 1 - input.strength : 0,
  };
}
