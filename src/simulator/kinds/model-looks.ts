import type { Endpoint } from '../../fal/endpoint.ts';
import type { Fields, InputOf } from '../../fal/field.ts';
import type { ModelInputs, ModelKind } from '../../fal/model-kind.ts';
import type { Look } from '../look/look.ts';
import { keyframeAnchors } from './keyframe-anchors.ts';
import { imageLook22b, referenceLook22b } from './look-22b.ts';
import { INTENSITY, loraLook } from './lora-look.ts';
import { referenceLook } from './reference-look.ts';

/** Local paths of the media fields that were sent, by field name. */
type Media = Readonly<Record<string, string>>;
type LookOf<K extends ModelKind> = (input: ModelInputs[K], media: Media, frameCount: number) => Look;

/** The picture itself hardly changes under HDR: light is what the model adds. */
const HDR_GRADE = 0.3;

const sampling = (input: { readonly num_inference_steps: number; readonly guidance_scale: number }) => ({
  refine: 0,
  steps: input.num_inference_steps,
  guidance: input.guidance_scale,
});

const LOOKS: { readonly [K in ModelKind]: LookOf<K> } = {
  'render-to-real': (input, media) => ({
    ...sampling(input),
    ...INTENSITY[input.intensity],
    anchors: media.image_url === undefined ? [] : [{ frame: 0, path: media.image_url }],
    refine: input.enable_detail_refine ? input.detail_refine_strength : 0,
  }),
  'reference-video': (input, media, frameCount) => ({
    ...sampling(input),
    ...referenceLook(input, media, frameCount),
  }),
  still: (input, media, frameCount) => ({
    ...sampling(input),
    ...loraLook(input.loras, input.prompt),
    anchors: keyframeAnchors(media, frameCount, { first: input.image_strength }),
  }),
  hdr(input) {
    const { amount, style } = loraLook(input.loras, input.prompt);
    return { ...sampling(input), amount: HDR_GRADE * amount, drift: 0, style, anchors: [] };
  },
  'reference-video-22b': referenceLook22b,
  'still-22b': imageLook22b,
};

/** What the model of an endpoint makes of its input; `input` is what the endpoint's own schema gave. */
export function lookOf(
  { kind }: Pick<Endpoint, 'kind'>,
  input: InputOf<Fields>,
  media: Media,
  frameCount: number,
): Look {
  // An endpoint compiles only with the fields of its kind, which its parsed input so has.
  return (LOOKS[kind] as LookOf<ModelKind>)(input as never, media, frameCount);
}
