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

const kindOf = (fields: Fields, name: string) =>
  Object.hasOwn(fields, name) ? fields[name]!.kind : undefined;
const takesKeyframes = (fields: Fields) =>
  kindOf(fields, 'image_url') === 'image' &&
  [KEYFRAME_FIELDS.mid, KEYFRAME_FIELDS.end].some((name) => kindOf(fields, name) === 'image');
const isRequired = (fields: Fields, name: string) =>
  (fields[name] as { readonly required?: boolean } | undefined)?.required === true;

/** The fields that a control video fills beside its own. */
export const CONTROL_FIELDS: readonly string[] = [
  'skip_control_preprocess',
  'preserve_original_video',
  'strength',
];

const NAMED_CLIPS: readonly string[] = ['video_url', 'control_video_url'];

/** The fields that files fill which have no named port, as those of models that we do not know. */
export function otherMediaFields(fields: Fields): string[] {
  const stills: readonly string[] = takesKeyframes(fields) ? Object.values(KEYFRAME_FIELDS) : ['image_url'];
  return Object.keys(fields).filter((name) => {
    const kind = kindOf(fields, name);
    if (kind !== 'video' && kind !== 'image') return false;
    if (kind === 'image' && stills.includes(name)) return false;
    return !(kind === 'video' && NAMED_CLIPS.includes(name));
  });
}

/** The input ports of a request to an endpoint with these fields: files and LoRAs by their kind, then the shared ones. */
export function requestPorts(fields: Fields): Readonly<Record<string, InputPort>> {
  const ports: Record<string, InputPort> = {};
  const add = (id: string, kind: InputPort['kind'], field: string, label?: string) => {
    const { label: own, help } = fields[field]!;
    const required = isRequired(fields, field);
    ports[id] = { kind, label: label ?? own, help, ...(required && { required }) };
  };
  if (kindOf(fields, 'video_url') === 'video') add('video', 'video', 'video_url');
  if (takesKeyframes(fields)) add('keyframes', 'keyframes', 'image_url', 'Keyframes');
  else if (kindOf(fields, 'image_url') === 'image') add('image', 'image', 'image_url');
  if (kindOf(fields, 'control_video_url') === 'video')
    add('control', 'control', 'control_video_url', 'Control');
  if (kindOf(fields, 'loras') === 'loras') add('loras', 'loras', 'loras');
  for (const name of otherMediaFields(fields)) add(name, kindOf(fields, name) as 'video' | 'image', name);
  const hasText = kindOf(fields, 'prompt') === 'text';
  const hasSeed = kindOf(fields, 'seed') === 'seed' || kindOf(fields, 'seed') === 'integer';
  return {
    ...ports,
    ...(hasText && { prompt: { kind: 'text', label: 'Prompt', help: 'Wins over the prompt typed below.' } }),
    ...(kindOf(fields, 'negative_prompt') === 'text' && {
      negative_prompt: {
        kind: 'text',
        label: 'Negative prompt',
        help: 'Wins over the negative prompt typed below.',
      },
    }),
    ...(kindOf(fields, 'settings') === undefined && {
      settings: { kind: 'settings', label: 'Settings', help: 'Wins over the values set below.' },
    }),
    ...(hasSeed && { seed: { kind: 'number', label: 'Seed', help: 'Wins over the seed set below.' } }),
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

/** Files that came in through the ports of fields without a named one. */
export function otherMediaOfInputs(fields: Fields, inputs: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    otherMediaFields(fields).map((name) => [name, inputs[name] as VideoValue | ImageValue | undefined]),
  );
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
