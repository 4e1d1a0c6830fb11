import { isPendingAsset, type RequestFieldValue, type RequestValue } from '../../engine/value.ts';
import type { CodeRequest, CodeValue } from '../../fal/request-code/request-text.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { assetsOf, isAssetField } from '../jobs/request-assets.ts';

export type CodeRequestOf =
  | { readonly ok: true; readonly request: CodeRequest }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** A request as a script of its own would send it: files by their path in the asset store. */
export function codeRequestOf(
  { endpoint, input }: Pick<RequestValue, 'endpoint' | 'input'>,
  assets: AssetStore,
): CodeRequestOf {
  const files = assetsOf(Object.values(input));
  const missing = files.find(({ asset }) => isPendingAsset(asset) || !assets.has(asset));
  if (missing) {
    return {
      ok: false,
      message: `“${missing.name}” is made by a node that has not run yet.`,
      fix: 'Run the workflow once, on the simulator for free, and export again.',
    };
  }
  const codeValue = (value: RequestFieldValue): CodeValue => {
    if (isAssetField(value)) {
      const contentType = assets.get(value.asset)?.contentType ?? 'application/octet-stream';
      return { file: assets.pathOf(value.asset), contentType };
    }
    if (Array.isArray(value)) return value.map(codeValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, codeValue(field)]));
  };
  const fields = Object.entries(input).map(([name, value]) => [name, codeValue(value)]);
  return { ok: true, request: { endpoint, input: Object.fromEntries(fields) } };
}
