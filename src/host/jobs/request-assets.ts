import type { AssetRef, RequestFieldValue } from '../../engine/value.ts';

/** Whether a field of a request is a file. */
export function isAssetField(value: RequestFieldValue): value is AssetRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'asset' in value;
}

/** Every file in the fields of a request. */
export function assetsOf(values: readonly RequestFieldValue[]): AssetRef[] {
  return values.flatMap((value) => {
    if (isAssetField(value)) return [value];
    return typeof value === 'object' && value !== null ? assetsOf(Object.values(value)) : [];
  });
}
