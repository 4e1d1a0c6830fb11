import { createHash } from 'node:crypto';
import type { RequestFieldValue, RequestValue } from '../../engine/value.ts';
import { canonicalJson } from './canonical-json.ts';
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
  const named = { provider, endpoint, input: withoutNames(input), again: again ?? undefined };
  return createHash('sha256').update(canonicalJson(named)).digest('hex');
}

function withoutNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== 'object' || value === null) return value;
  if (isAssetField(value as RequestFieldValue)) return { asset: (value as { asset: string }).asset };
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutNames(field)]));
}
