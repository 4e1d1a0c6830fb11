import { type Failure, failure } from '../engine/problem.ts';
import { inEnglish } from '../engine/schema-words.ts';
import type {
  AssetRef,
  Fix,
  ImageValue,
  LoraValue,
  RequestFieldValue,
  RequestValue,
  SettingsValue,
  VideoValue,
} from '../engine/value.ts';
import type { Endpoint, SourceClip } from '../fal/endpoint.ts';
import type { Field, Fields } from '../fal/field.ts';
import { planRequest, type RequestFix } from '../fal/plan-request.ts';
import { unmetNeeds } from '../fal/unmet-needs.ts';
import { parsedJson } from './json-text.ts';
import { settingFor } from './setting-for.ts';

export interface RequestParts {
  readonly nodeId: string;
  /** The node's own params, by field name. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly settings: SettingsValue | undefined;
  /** Values that came in through ports, by field name; they win over params and settings. */
  readonly wired: Readonly<Record<string, unknown>>;
  /** Files, by field name. */
  readonly media: Readonly<Record<string, VideoValue | ImageValue | undefined>>;
  readonly loras?: readonly LoraValue[];
  /** Absent where the endpoint starts from no file. */
  readonly source: SourceClip | undefined;
}

/** What is known of a request's size and price before it is sent. */
export type RequestFigures = Omit<RequestValue, 'endpoint' | 'input'>;

/** Joins params, settings and wired values into one priced request, or tells which field does not fit. */
export function buildRequest(
  endpoint: Pick<Endpoint, 'id' | 'fields' | 'input'>,
  parts: RequestParts,
  figuresOf: (input: Readonly<Record<string, unknown>>) => RequestFigures,
): RequestValue | Failure {
  const { fields } = endpoint;
  const input = joinFields(fields, parts);
  const refused = refuseNeeds(fields, input) ?? refuseValues(endpoint, input);
  if (refused) return refused;
  const parsed = endpoint.input.parse(input);
  return {
    from: parts.nodeId,
    endpoint: endpoint.id,
    input: withAssets(fields, parsed, parts),
    ...figuresOf(parsed),
  };
}

/** Size, volume and price by the endpoint's own arithmetic. */
export function plannedFigures(
  endpoint: Endpoint,
  input: Readonly<Record<string, unknown>>,
  source: SourceClip,
  parts: Pick<RequestParts, 'nodeId' | 'settings'>,
): RequestFigures {
  const plan = planRequest(endpoint, input as never, source);
  return {
    output: { ...plan.output, hasAudio: input.generate_audio === true },
    megapixels: plan.megapixels,
    billedMegapixels: plan.billedMegapixels,
    volumePxFrames: plan.volumePxFrames,
    volumeCapPxFrames: plan.volumeCapPxFrames,
    fits: plan.fits,
    costUsd: plan.costUsd,
    price: endpoint.price,
    warnings: plan.warnings.map(({ message, fix }) => ({ message, ...(fix && { fix: fixOf(fix, parts) }) })),
    fixes: plan.fixes.map((fix) => fixOf(fix, parts)),
  };
}

function refuseNeeds(fields: Fields, input: Readonly<Record<string, unknown>>): Failure | null {
  const unmet = unmetNeeds(fields, input)[0];
  if (!unmet) return null;
  const label = (name: string) => `“${fields[name]?.label ?? name}”`;
  return failure(
    'bad-input',
    `${label(unmet.field)} needs ${unmet.missing.map(label).join(' and ')}.`,
    'Add what it needs, or leave it out.',
    { param: unmet.field },
  );
}

function refuseValues(
  { fields, input: schema }: Pick<Endpoint, 'fields' | 'input'>,
  input: Record<string, unknown>,
): Failure | null {
  const parsed = schema.safeParse(input, inEnglish);
  if (parsed.success) {
    if (!isNeededText(fields.prompt) || String(parsed.data.prompt).trim() !== '') return null;
    return failure('bad-input', 'The prompt is empty.', 'Describe the result in a few words.', {
      param: 'prompt',
    });
  }
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const field = fields[name];
  const label = `“${field?.label ?? name}”`;
  if (field?.kind === 'loras' && Array.isArray(input[name])) {
    return failure(
      'bad-input',
      `${input[name].length} LoRAs are connected; a request takes at most ${field.max}.`,
      'Remove some from the LoRA stack.',
      { port: name },
    );
  }
  return failure(
    'bad-input',
    `${label} cannot be ${JSON.stringify(input[name])}: ${issue?.message ?? 'invalid'}.`,
    'Change it here or in the settings that are connected.',
    { param: name },
  );
}

/** A prompt with a default stands for itself: render-to-real keeps its trigger word where the rest is cleared. */
const isNeededText = (field: Field | undefined) => field?.kind === 'text' && field.required === true;

function joinFields(fields: Fields, parts: RequestParts): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = fieldValue(name, field, parts);
    if (value !== undefined && value !== null) input[name] = value;
  }
  return input;
}

function fieldValue(
  name: string,
  field: Field,
  { params, settings, wired, media, loras, source }: RequestParts,
) {
  switch (field.kind) {
    case 'video':
    case 'image':
      return media[name]?.asset;
    case 'loras':
      return loras?.map(({ path, scale }) => ({
        path: typeof path === 'string' ? path : path.asset,
        scale,
        transformer: 'both',
      }));
    case 'json':
      return parsedJson(params[name]);
    default: {
      const value = wired[name] ?? settingFor(name, field, settings, source) ?? params[name];
      const isUnset = value === '' || (field.kind === 'toggle' && value === false);
      // Nothing typed and a switch that is off stand for “left out” where leaving it out means something.
      return isUnset && !('default' in field) && !('required' in field) ? undefined : value;
    }
  }
}

function withAssets(
  fields: Fields,
  input: Readonly<Record<string, unknown>>,
  { media, loras }: RequestParts,
): RequestValue['input'] {
  const result: Record<string, RequestFieldValue> = {};
  for (const [name, field] of Object.entries(fields)) {
    const file = media[name];
    const value = input[name] as RequestFieldValue | undefined;
    if (file) result[name] = { asset: file.asset, name: file.name } satisfies AssetRef;
    else if (field.kind === 'loras' && loras) {
      const rest: Record<string, string> = field.isPlain ? {} : { transformer: 'both' };
      result[name] = loras.map(({ path, scale }) => ({ path, scale, ...rest }));
    } else if (value !== undefined) {
      result[name] = field.kind === 'choice' && field.isNumeric ? Number(value) : value;
    }
  }
  return result;
}

function fixOf(
  { label, change, split }: Omit<RequestFix, 'costUsd'>,
  { nodeId, settings }: Pick<RequestParts, 'nodeId' | 'settings'>,
): Fix {
  const owner = (field: string) => (settings && field in settings.values ? settings.from : nodeId);
  return {
    label,
    sets: Object.entries(change).map(([param, value]) => ({ nodeId: owner(param), param, value })),
    ...(split && { split: { nodeId, ...split } }),
  };
}
