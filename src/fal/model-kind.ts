import type { LoraInput } from './lora-input.ts';

interface Prompted {
  readonly prompt: string;
  readonly enable_prompt_expansion: boolean;
}
interface Sampled extends Prompted {
  readonly num_inference_steps: number;
  readonly guidance_scale: number;
  readonly loras?: readonly LoraInput[];
}
interface Sampled22b extends Prompted {
  readonly loras: readonly LoraInput[];
  readonly num_inference_steps?: number;
}

/**
 * What each kind of model reads of its input beyond files, size and length. An endpoint names its kind, and does not
 * compile without these fields; whatever plays models plays kinds.
 */
export interface ModelInputs {
  'render-to-real': Sampled & {
    readonly intensity: 'light' | 'strong' | 'strong-v2';
    readonly enable_detail_refine: boolean;
    readonly detail_refine_strength: number;
  };
  'reference-video': Sampled & {
    readonly skip_control_preprocess: boolean;
    readonly preserve_original_video: boolean;
    readonly strength: number;
    readonly video_strength: number;
  };
  still: Sampled & { readonly image_strength: number };
  hdr: Sampled;
  'reference-video-22b': Sampled22b & {
    readonly video_strength: number;
    readonly video_output_type: string;
  };
  'still-22b': Sampled22b & {
    readonly image_strength: number;
    readonly end_image_strength: number;
    readonly interpolation_direction: string;
    readonly video_output_type: string;
  };
}

/** A kind of model: what it starts from, and which generation it is. */
export type ModelKind = keyof ModelInputs;
