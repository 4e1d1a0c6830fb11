import { createHash } from 'node:crypto';
import type { RequestFieldValue, RequestValue } from '../../engine/value.ts';
import { isAssetField } from './request-assets.ts';

/**
 * SHA-256 over provider, endpoint and input; media count by content, not by name. `again` tells apart a request that is
 * to bring another take from the same one before it.
 */
export function requestKeyOf(
  provider: string,
  endpoint: string,
  input: RequestValue['input'],
  again: string | null = null,
): string {
  const named = { provider, endpoint, input, again: again ?? undefined };
  return createHash('sha256').update(canonical(named)).digest('hex');
}

/** JSON with sorted fields. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isAssetField(value as RequestFieldValue))
    return JSON.stringify({ asset: (value as { asset: string }).asset });
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}
