import type { Field } from '../field.ts';
import { schemaOfField } from '../field-schema.ts';
import { MAX_LORAS } from '../lora-input.ts';
import { type FlatSchema, type Json, own, type SchemaWalk } from './schema-walk.ts';

const MAX_LABEL = 80;
const MAX_HELP = 500;
const MAX_OPTIONS = 500;
const MAX_OPTION_LENGTH = 200;
const MAX_DEFAULT_LENGTH = 20_000;
/** Optional fields that people set all the time; all others start folded away. */
const USUAL: readonly string[] = [
  'prompt',
  'num_frames',
  'frames_per_second',
  'fps',
  'duration',
  'resolution',
  'aspect_ratio',
  'image_size',
  'video_size',
  'generate_audio',
  'strength',
  'seed',
];

/** One property of an input as a field: by its type, and by fal's hints on what an address leads to. */
export function fieldOfSchema(name: string, raw: unknown, isRequired: boolean, walk: SchemaWalk): Field {
  const flat = walk.flatten(raw, name);
  const { schema } = flat;
  const isImportant = own(own(schema, 'ui'), 'important') === true;
  const shape = shapeOf(name, flat, walk);
  const label = text(own(schema, 'title'), MAX_LABEL) || humanName(name);
  const given = {
    label: 'kind' in shape && isFile(shape.kind) ? label.replace(/ url$/i, '') : label,
    help: text(own(schema, 'description'), MAX_HELP),
    ...(!isRequired && !isImportant && !USUAL.includes(name) && ({ advanced: true } as const)),
    ...shape,
    ...(isRequired && ({ required: true } as const)),
  } as Field;
  const field = given.kind === 'toggle' || given.kind === 'seed' ? withoutRequired(given) : given;
  return withDefault(field, own(schema, 'default'), isRequired);
}

/** A file comes in through a port; nobody sees its address. */
const isFile = (kind: unknown) => kind === 'video' || kind === 'image';

/** A field's kind and bounds, before anything is known of its default. */
function shapeOf(name: string, { schema, choices }: FlatSchema, walk: SchemaWalk): object {
  if (choices.length > 0) return shapeOfChoices(choices);
  const type = typeOf(schema);
  const options = optionsOf(schema);
  if (options && (type === 'string' || type === undefined)) return { kind: 'choice', options };
  if (options && (type === 'integer' || type === 'number')) {
    return { kind: 'choice', options, isNumeric: true };
  }
  switch (type) {
    case 'string':
      return { kind: mediaOf(name, schema) ?? 'text' };
    case 'boolean':
      return { kind: 'toggle' };
    case 'integer':
      return name === 'seed' && !isNumber(own(schema, 'default'))
        ? { kind: 'seed' }
        : { kind: 'integer', ...boundsOf(schema) };
    case 'number':
      return { kind: 'number', ...boundsOf(schema) };
    case 'array':
      return lorasOf(name, schema, walk) ?? { kind: 'json' };
    default:
      return { kind: 'json' };
  }
}

/** Forms to choose from: a named or free size, whole or broken numbers, named or free texts. */
function shapeOfChoices(choices: readonly Json[]): object {
  const types = new Set(choices.map(typeOf));
  const options = choices.flatMap((choice) => optionsOf(choice) ?? []);
  const hasSize = choices.some((choice) =>
    ['width', 'height'].every((side) => own(own(choice, 'properties'), side) !== undefined),
  );
  if (hasSize && options.length > 0 && choices.length === 2) return { kind: 'image-size', options };
  if ([...types].every((type) => type === 'integer' || type === 'number')) {
    return { kind: 'number', ...boundsOf(choices.find((choice) => typeOf(choice) === 'number')!) };
  }
  return types.size === 1 && types.has('string') ? { kind: 'text' } : { kind: 'json' };
}

/** The field with the document's default, where that is a value which the field itself takes. */
function withDefault(field: Field, value: unknown, isRequired: boolean): Field {
  if (field.kind === 'toggle' && value === undefined && isRequired) return { ...field, default: false };
  const wanted = wantedDefault(field, value);
  if (wanted === undefined) return field;
  const given = { ...field, default: wanted } as Field;
  return hasSoundDefault(given) ? given : field;
}

/** Whether a field's default is a value that the field itself takes. */
export function hasSoundDefault(field: Field): boolean {
  const { default: value, ...rest } = withoutRequired(field) as Field & { readonly default?: unknown };
  if (value === undefined) return true;
  if (typeof value === 'object' || (typeof value === 'string' && value.length > MAX_DEFAULT_LENGTH))
    return false;
  return schemaOfField(rest as Field).safeParse(value).success;
}

function wantedDefault(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (field.kind) {
    case 'video':
    case 'image':
    case 'audio':
    case 'loras':
    case 'seed':
      return undefined;
    case 'json':
      return JSON.stringify(value);
    case 'choice':
      return field.isNumeric && isNumber(value) ? String(value) : value;
    default:
      return value;
  }
}

const withoutRequired = (field: Field): Field => {
  const { required: _, ...rest } = field as Field & { required?: true };
  return rest as Field;
};

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** The one type beside `null`; documents since 3.1 write both into a list. */
function typeOf(schema: Json): unknown {
  const type = own(schema, 'type');
  if (!Array.isArray(type)) return type;
  const types = type.filter((one) => one !== 'null');
  return types.length === 1 ? types[0] : undefined;
}

function optionsOf(schema: Json): string[] | null {
  const listed = own(schema, 'const') === undefined ? own(schema, 'enum') : [own(schema, 'const')];
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > MAX_OPTIONS) return null;
  const isPlain = listed.every((one) => typeof one === 'string') || listed.every(isNumber);
  const options = isPlain ? [...new Set(listed.map(String))] : [];
  return isPlain && options.every((one) => one !== '' && one.length <= MAX_OPTION_LENGTH) ? options : null;
}

function boundsOf(schema: Json): object {
  const [least, above, max, step] = ['minimum', 'exclusiveMinimum', 'maximum', 'multipleOf'].map((name) =>
    own(schema, name),
  );
  const isMinExcluded = isNumber(above) && !(isNumber(least) && least > above);
  const min = isMinExcluded ? above : least;
  const areSound = !(isNumber(min) && isNumber(max) && min > max);
  return {
    ...(areSound && isNumber(min) && { min, ...(isMinExcluded && { isMinExcluded }) }),
    ...(areSound && isNumber(max) && { max }),
    ...(isNumber(step) && step > 0 && { step }),
  };
}

/** What an address leads to: fal says so for its own form; else the name of the field does. */
function mediaOf(name: string, schema: Json): 'video' | 'image' | 'audio' | null {
  const hint = own(own(schema, 'ui'), 'field');
  if (hint === 'video' || hint === 'image' || hint === 'audio') return hint;
  if (!/_url$/.test(name)) return null;
  if (/video/.test(name)) return 'video';
  if (/image|img|mask|frame|photo/.test(name)) return 'image';
  return /audio|sound|music|voice|speech/.test(name) ? 'audio' : null;
}

/** A list of adapters: things with a path and a scale. */
function lorasOf(name: string, schema: Json, walk: SchemaWalk): object | null {
  if (name !== 'loras') return null;
  const item = own(walk.flatten(own(schema, 'items'), name).schema, 'properties');
  if (own(item, 'path') === undefined || own(item, 'scale') === undefined) return null;
  const most = own(schema, 'maxItems');
  const max = isNumber(most) && Number.isInteger(most) && most > 0 ? Math.min(most, 20) : MAX_LORAS;
  return { kind: 'loras', max, ...(own(item, 'transformer') === undefined && { isPlain: true }) };
}

function text(value: unknown, most: number): string {
  if (typeof value !== 'string') return '';
  const flat = value.replace(/\s+/g, ' ').trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
}

function humanName(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
