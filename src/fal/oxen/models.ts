/** A model of the Oxen gateway that stands for one of fal's endpoints. */
export interface OxenModel {
  readonly model: string;
  /** Oxen's parameter for each field it takes, by the endpoint's own name. */
  readonly params: Readonly<Record<string, string>>;
  /** Why requests to it are refused although Oxen lists it. */
  readonly closed?: string;
}

const same = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

const SHARED = same(
  'prompt',
  'num_frames',
  'resolution',
  'frames_per_second',
  'generate_audio',
  'video_quality',
  'negative_prompt',
  'seed',
);

/** Oxen's models by the endpoint of fal that they resell, as its model pages list their parameters. */
const OXEN_MODELS: Readonly<Record<string, OxenModel>> = {
  'fal-ai/ltx-2.3-quality/reference-video-to-video': {
    model: 'ltx-2-3-quality-reference-video-to-video',
    params: {
      ...SHARED,
      video_url: 'input_video',
      image_url: 'input_image',
      ...same(
        'control_video_url',
        'skip_control_preprocess',
        'preserve_original_video',
        'video_strength',
        'strength',
      ),
    },
  },
  'fal-ai/ltx-2.3-quality/image-to-video': {
    model: 'ltx-2-3-quality-image-to-video',
    params: { ...SHARED, image_url: 'input_image', ...same('image_strength') },
  },
  'fal-ai/ltx-2.3-quality/hdr': {
    model: 'ltx-2-3-quality-hdr',
    params: { ...SHARED, video_url: 'input_video' },
    // Its answers carry one address, and nothing says whether that is the preview or the archive.
    closed: 'does not document how it hands over the EXR frames',
  },
};

/** Oxen's model for an endpoint, or undefined where it resells none. */
export function oxenModelOf(endpointId: string): OxenModel | undefined {
  return Object.hasOwn(OXEN_MODELS, endpointId) ? OXEN_MODELS[endpointId] : undefined;
}

/** The endpoint that a model of Oxen stands for, or undefined. */
export function endpointOfOxenModel(model: string): string | undefined {
  return Object.keys(OXEN_MODELS).find((id) => OXEN_MODELS[id]!.model === model);
}

/** The models that requests can be sent to. */
export function openOxenModels(): string[] {
  return Object.values(OXEN_MODELS)
    .filter(({ closed }) => closed === undefined)
    .map(({ model }) => model);
}
