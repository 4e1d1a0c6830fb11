import { type Failure, failure } from '../engine/problem.ts';
import type {
  AssetRef,
  Fix,
  ImageValue,
  RequestFieldValue,
  RequestValue,
  SettingsValue,
  VideoValue,
} from '../engine/value.ts';
import type { Endpoint } from '../fal/endpoint.ts';
import type { Fields, InputOf } from '../fal/field.ts';
import { planRequest } from '../fal/plan-request.ts';

export interface RequestParts {
  readonly nodeId: string;
  /** The node's own params, by field name. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly settings: SettingsValue | undefined;
  /** Values that came in through ports, by field name; they win over params and settings. */
  readonly wired: Readonly<Record<string, string | number | undefined>>;
  /** Files, by field name. */
  readonly media: Readonly<Record<string, VideoValue | ImageValue | undefined>>;
  readonly source: VideoValue;
}

/** Joins params, settings and wired values into one priced request, or tells which field does not fit. */
export function buildRequest<F extends Fields>(
  endpoint: Endpoint<F>,
  parts: RequestParts,
): RequestValue | Failure {
  const input = joinFields(endpoint.fields, parts);
  const parsed = endpoint.input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = String(issue?.path[0] ?? '');
    return failure(
      'bad-input',
      `“${endpoint.fields[field]?.label ?? field}” cannot be ${JSON.stringify(input[field])}: ${issue?.message ?? 'invalid'}.`,
      'Change it here or in the settings that are connected.',
      { param: field },
    );
  }
  const plan = planRequest(endpoint, parsed.data, parts.source);
  return {
    endpoint: endpoint.id,
    input: withAssets(endpoint.fields, parsed.data, parts.media),
    output: {
      ...plan.output,
      hasAudio: (parsed.data as { generate_audio?: boolean }).generate_audio === true,
    },
    megapixels: plan.megapixels,
    billedMegapixels: plan.billedMegapixels,
    volumePxFrames: plan.volumePxFrames,
    volumeCapPxFrames: plan.volumeCapPxFrames,
    fits: plan.fits,
    costUsd: plan.costUsd,
    price: endpoint.unitPrice,
    warnings: plan.warnings,
    fixes: plan.fixes.map((fix) => fixOf(fix, parts)),
  };
}

function joinFields(
  fields: Fields,
  { params, settings, wired, media }: RequestParts,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'video' || field.kind === 'image') {
      if (media[name]) input[name] = media[name].asset;
    } else input[name] = wired[name] ?? settings?.values[name] ?? params[name];
  }
  return input;
}

function withAssets<F extends Fields>(
  fields: F,
  input: InputOf<F>,
  media: RequestParts['media'],
): RequestValue['input'] {
  const result: Record<string, RequestFieldValue> = {};
  for (const name of Object.keys(fields)) {
    const file = media[name];
    const value = (input as Readonly<Record<string, RequestFieldValue | undefined>>)[name];
    if (file) result[name] = { asset: file.asset, name: file.name } satisfies AssetRef;
    else if (value !== undefined) result[name] = value;
  }
  return result;
}

function fixOf(
  fix: { readonly label: string; readonly change: Readonly<Record<string, unknown>> },
  { nodeId, settings }: RequestParts,
): Fix {
  const owner = (field: string) => (settings && field in settings.values ? settings.from : nodeId);
  return {
    label: fix.label,
    sets: Object.entries(fix.change).map(([param, value]) => ({ nodeId: owner(param), param, value })),
  };
}
