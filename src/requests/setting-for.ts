import type { SettingsValue } from '../engine/value.ts';
import { sizeForShortSide } from '../fal/budget.ts';
import type { SourceClip } from '../fal/endpoint.ts';
import type { Field } from '../fal/field.ts';

/** The shared settings under the names that some endpoints have for them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  fps: 'frames_per_second',
  video_size: 'resolution',
};
const SHORT_SIDE_PX: Readonly<Record<string, number>> = { '480p': 480, '720p': 720 };

/** The name that shared settings have for a field. */
export const sharedName = (name: string): string => OTHER_NAMES[name] ?? name;

/** What shared settings say about a field, in the field's own form; undefined where they say nothing. */
export function settingFor(
  name: string,
  field: Field,
  settings: SettingsValue | undefined,
  source: SourceClip | undefined,
): unknown {
  const value = settings?.values[name] ?? settings?.values[sharedName(name)];
  if (field.kind !== 'image-size' || typeof value !== 'string') return value;
  const shortSidePx = SHORT_SIDE_PX[value];
  return shortSidePx === undefined || !source ? value : sizeForShortSide(source, shortSidePx);
}
