import { type MediaRef, mediaRefSchema } from './media-ref.ts';
import type {
  ChoiceParam,
  EndpointParam,
  EndpointValue,
  FramesParam,
  LayerParam,
  MediaParam,
  NumberParam,
  OptionalNumberParam,
  Param,
  ParamKind,
  PathParam,
  PathValue,
  PresetSizeParam,
  SeedParam,
  SeedValue,
  SizeParam,
  SizeValue,
  TextParam,
  ToggleParam,
} from './param.ts';
import { MAX_SEED } from './param.ts';

/** Longest text that a param may hold, in characters. */
const MAX_TEXT_LENGTH = 20_000;

type ParamOfKind<K extends ParamKind> = Extract<Param, { readonly kind: K }>;

interface KindRules<P extends Param> {
  /** What is wrong with a stored value, as the end of "must …", or null when it is right. */
  refuse(value: unknown, param: P): string | null;
  /** Reads what a person typed on a command line; the result is still checked by `refuse`. */
  parse(text: string): unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Range {
  readonly min: number;
  readonly max: number;
  readonly isMinExcluded?: true;
}

const inRange = (value: unknown, { min, max, isMinExcluded }: Range, whole: boolean): string | null => {
  const isInside = typeof value === 'number' && value <= max && (isMinExcluded ? value > min : value >= min);
  if (isInside && (!whole || Number.isInteger(value))) return null;
  return `be a ${whole ? 'whole ' : ''}number ${isMinExcluded ? `above ${min}, up to` : `from ${min} to`} ${max}`;
};

const parseNumber = (text: string): unknown => (text.trim() === '' ? text : Number(text));

const textRules: KindRules<TextParam> = {
  refuse: (value) => {
    if (typeof value !== 'string') return 'be a text';
    return value.length > MAX_TEXT_LENGTH ? `have at most ${MAX_TEXT_LENGTH} characters` : null;
  },
  parse: (text) => text,
};
const numberRules: KindRules<NumberParam> = {
  refuse: (value, param) => inRange(value, param, param.kind === 'integer'),
  parse: parseNumber,
};
const openNumberRules = (isWhole: boolean): KindRules<FramesParam & OptionalNumberParam> => ({
  refuse: (value, range) => (value === null ? null : inRange(value, range, isWhole)),
  parse: (text) => (text === '' || text === 'none' ? null : parseNumber(text)),
});
const choiceRules: KindRules<ChoiceParam> = {
  refuse: (value, { options }) =>
    options.includes(value as string) ? null : `be one of ${options.join(', ')}`,
  parse: (text) => text,
};
const toggleRules: KindRules<ToggleParam> = {
  refuse: (value) => (typeof value === 'boolean' ? null : 'be true or false'),
  parse: (text) => (/^(true|on|yes|1)$/i.test(text) ? true : /^(false|off|no|0)$/i.test(text) ? false : text),
};
const seedRules: KindRules<SeedParam> = {
  refuse: (value) => {
    const seed = value as Partial<SeedValue>;
    const knownMode = ['fixed', 'randomize', 'increment'].includes(seed?.mode as string);
    if (isObject(value) && knownMode && inRange(seed.value, { min: 0, max: MAX_SEED }, true) === null)
      return null;
    return `be { mode: fixed, randomize or increment, value: a whole number from 0 to ${MAX_SEED} }`;
  },
  parse: (text) =>
    text === 'randomize' ? { mode: text, value: 0 } : { mode: 'fixed', value: parseNumber(text) },
};
const MAX_SIDE_PX = 16_384;
const isSize = (value: unknown, multipleOf = 1): value is SizeValue => {
  const size = value as Partial<SizeValue>;
  const fits = (px: unknown) =>
    inRange(px, { min: 2, max: MAX_SIDE_PX }, true) === null && (px as number) % multipleOf === 0;
  return isObject(value) && fits(size.width) && fits(size.height);
};
const parseSize = (text: string): SizeValue | null => {
  const found = /^(\d+)\s*[x×]\s*(\d+)$/i.exec(text.trim());
  return found ? { width: Number(found[1]), height: Number(found[2]) } : null;
};
const sizeRules: KindRules<SizeParam> = {
  refuse: (value, { multipleOf = 1 }) =>
    value === null || isSize(value, multipleOf)
      ? null
      : `be a width and a height of 2 to ${MAX_SIDE_PX} px${multipleOf > 1 ? `, multiples of ${multipleOf}` : ''}`,
  parse: (text) => (text === '' || text === 'none' ? null : (parseSize(text) ?? text)),
};
const presetSizeRules: KindRules<PresetSizeParam> = {
  refuse: (value, { options }) =>
    options.includes(value as string) || isSize(value)
      ? null
      : `be one of ${options.join(', ')}, or a width and a height of 2 to ${MAX_SIDE_PX} px`,
  parse: (text) => parseSize(text) ?? text,
};
const mediaRules: KindRules<MediaParam> = {
  refuse: (value) =>
    value === null || mediaRefSchema.safeParse(value).success
      ? null
      : 'be a file path, an http(s) URL or an asset',
  parse: (text): MediaRef | null =>
    text === '' ? null : /^https?:\/\//i.test(text) ? { url: text } : { path: text },
};
const endpointRules: KindRules<EndpointParam> = {
  refuse: (value) => {
    if (value === null) return null;
    const { id, schema } = (isObject(value) ? value : {}) as Partial<EndpointValue>;
    const isSound = typeof id === 'string' && /^[\w.-]+(\/[\w.-]+)+$/.test(id) && id.length <= 200;
    return isSound && (schema === undefined || isObject(schema))
      ? null
      : 'be the id of a model, such as fal-ai/ltx-2.3-quality/render-to-real';
  },
  parse: (text): EndpointValue | null => (text.trim() === '' ? null : { id: text.trim() }),
};

/** As long as the paths of media references. */
const MAX_PATH_LENGTH = 4096;
const pathRules: KindRules<PathParam> = {
  refuse: (value) => {
    if (value === null) return null;
    const path = (value as Partial<PathValue>).path;
    const isPath = isObject(value) && Object.keys(value).length === 1 && typeof path === 'string';
    return isPath && path !== '' && path.length <= MAX_PATH_LENGTH && !path.includes('\0')
      ? null
      : 'be a path';
  },
  parse: (text): PathValue | null => (text === '' ? null : { path: text }),
};

/** As long as names of channels may be in OpenEXR. */
const MAX_LAYER_LENGTH = 255;
const layerRules: KindRules<LayerParam> = {
  refuse: (value) =>
    typeof value === 'string' && value.length <= MAX_LAYER_LENGTH ? null : 'be the name of a layer',
  parse: (text) => text,
};

const RULES: { readonly [K in ParamKind]: KindRules<ParamOfKind<K>> } = {
  text: textRules,
  multiline: textRules,
  number: numberRules,
  integer: numberRules,
  slider: numberRules,
  frames: openNumberRules(true) as KindRules<FramesParam>,
  'optional-number': openNumberRules(false) as KindRules<OptionalNumberParam>,
  choice: choiceRules,
  toggle: toggleRules,
  seed: seedRules,
  size: sizeRules,
  'preset-size': presetSizeRules,
  media: mediaRules,
  path: pathRules,
  layer: layerRules,
  endpoint: endpointRules,
};

/** What is wrong with a stored param value, as the end of "must …", or null. */
export function refuseParamValue(value: unknown, param: Param): string | null {
  return (RULES[param.kind] as KindRules<Param>).refuse(value, param);
}

/** A param value from the text of a command line. Not yet checked. */
export function parseParamText(text: string, param: Param): unknown {
  return RULES[param.kind].parse(text);
}
