import { own, type SchemaWalk } from './schema-walk.ts';

/** What kind of file an endpoint brings, as far as its document tells. */
export type Delivers = 'video' | 'image' | 'audio' | 'file' | 'hdr' | 'unknown';

const MAX_FIELDS = 200;

/** Reads it from the names of the output's fields that hold files: fal has one name for each kind. */
export function deliversOf(resultCall: unknown, walk: SchemaWalk): Delivers {
  const answer = own(own(own(resultCall, 'responses'), '200'), 'content');
  const output = walk.flatten(own(own(answer, 'application/json'), 'schema'), 'output').schema;
  const properties = own(output, 'properties');
  const names = Object.keys((properties as object | undefined) ?? {}).slice(0, MAX_FIELDS);
  const files = names.filter((name) => holdsFile(own(properties, name), name, walk));
  if (files.includes('preview_video') && files.includes('exr_frames_url')) return 'hdr';
  for (const kind of ['video', 'image', 'audio'] as const) {
    if (files.some((name) => name.includes(kind))) return kind;
  }
  return files.length > 0 ? 'file' : 'unknown';
}

function holdsFile(raw: unknown, place: string, walk: SchemaWalk): boolean {
  const { schema } = walk.flatten(raw, place);
  const item = own(schema, 'type') === 'array' ? walk.flatten(own(schema, 'items'), place).schema : schema;
  return own(own(item, 'properties'), 'url') !== undefined;
}
