import type { InputPort } from '../engine/define-node.ts';
import type {
  ControlValue,
  ImageValue,
  KeyframesValue,
  LoraValue,
  SettingsValue,
  VideoValue,
} from '../engine/value.ts';
import type { Fields } from '../fal/field.ts';

/** The fields that a keyframes port fills, by the place of the still in the clip. */
export const KEYFRAME_FIELDS = { first: 'image_url', mid: 'mid_image_url', end: 'end_image_url' } as const;
const PLACES = ['first', 'mid', 'end'] as const;

const takesKeyframes = (fields: Fields) => 'mid_image_url' in fields || 'end_image_url' in fields;
const isRequired = (fields: Fields, name: string) =>
  (fields[name] as { readonly required?: boolean } | undefined)?.required === true;

/** The input ports of a request to an endpoint with these fields: files and LoRAs by their kind, then the shared ones. */
export function requestPorts(fields: Fields): Readonly<Record<string, InputPort>> {
  const ports: Record<string, InputPort> = {};
  const add = (id: string, kind: InputPort['kind'], field: string, label?: string) => {
    const { label: own, help } = fields[field]!;
    const required = isRequired(fields, field);
    ports[id] = { kind, label: label ?? own, help, ...(required && { required }) };
  };
  if ('video_url' in fields) add('video', 'video', 'video_url');
  if (takesKeyframes(fields)) add('keyframes', 'keyframes', 'image_url', 'Keyframes');
  else if ('image_url' in fields) add('image', 'image', 'image_url');
  if ('control_video_url' in fields) add('control', 'control', 'control_video_url', 'Control');
  if ('loras' in fields) add('loras', 'loras', 'loras');
  return {
    ...ports,
    prompt: { kind: 'text', label: 'Prompt', help: 'Wins over the prompt typed below.' },
    ...('negative_prompt' in fields && {
      negative_prompt: {
        kind: 'text',
        label: 'Negative prompt',
        help: 'Wins over the negative prompt typed below.',
      } as const,
    }),
    settings: { kind: 'settings', label: 'Settings', help: 'Wins over the values set below.' },
    seed: { kind: 'number', label: 'Seed', help: 'Wins over the seed set below.' },
  };
}

/** What may come in through these ports. */
export interface RequestInputs {
  readonly video?: VideoValue;
  readonly image?: ImageValue;
  readonly keyframes?: KeyframesValue;
  readonly control?: ControlValue;
  readonly loras?: readonly LoraValue[];
  readonly prompt?: string;
  readonly negative_prompt?: string;
  readonly settings?: SettingsValue;
  readonly seed?: number;
}

/** Files by the name of the field that they fill. */
export function mediaOfInputs({ video, image, keyframes, control }: RequestInputs) {
  const stills = PLACES.map((place) => [KEYFRAME_FIELDS[place], keyframes?.[place]] as const);
  return {
    video_url: video,
    control_video_url: control?.video,
    ...Object.fromEntries(stills),
    ...(image && { image_url: image }),
  } as Readonly<Record<string, VideoValue | ImageValue | undefined>>;
}

/** Values of fields that came in with a control video or through the shared ports. */
export function valuesOfInputs({ prompt, negative_prompt, seed, control }: RequestInputs) {
  return {
    prompt,
    negative_prompt,
    seed,
    ...(control && {
      skip_control_preprocess: control.skipPreprocess,
      preserve_original_video: control.preserveOriginal,
      strength: control.strength,
    }),
  };
}

/** The keyframes that are given although the endpoint has no field for them. */
export function strayKeyframes(fields: Fields, { keyframes }: RequestInputs): ('first' | 'mid' | 'end')[] {
  return PLACES.filter((place) => keyframes?.[place] && !(KEYFRAME_FIELDS[place] in fields));
}
