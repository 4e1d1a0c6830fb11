import type { Facts } from '../../engine/facts.ts';
import { narrowing, pathFactKey } from '../../engine/facts.ts';
import { type MediaFact, type MediaRef, mediaRefKey, mediaRefSchema } from '../../engine/media-ref.ts';
import type { PathParam } from '../../engine/param.ts';
import { refuseParamValue } from '../../engine/param-kinds.ts';
import { paramsOfKind } from '../../engine/params-of-kind.ts';
import type { PathFact } from '../../engine/path-fact.ts';
import type { Registry } from '../../engine/registry.ts';
import { shareJson } from '../../engine/share-json.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { clipsFact } from './clips-fact.ts';
import { type FactsContext, type FactsOptions, factOf, placesText, seenFactOf } from './file-fact.ts';
import { inParallel } from './in-parallel.ts';
import { sequenceFact } from './sequence-fact.ts';

/** Files that are copied and hashed at once; more would only make the disk seek. */
const FILES_AT_ONCE = 4;

/** Reads every file that a workflow refers to: what it is, or why it can't be used. Never rejects for that. */
export async function gatherFacts(
  workflow: Workflow,
  registry: Registry,
  context: FactsContext,
  options: FactsOptions,
): Promise<Facts> {
  const refs = mediaRefsOf(workflow, registry);
  const places = placesText(options);
  const media = new Map<string, MediaFact>();
  const unseen: [string, MediaRef][] = [];
  for (const [key, ref] of refs) {
    const fact = seenFactOf(ref, context, places);
    if (fact) media.set(key, fact);
    else unseen.push([key, ref]);
  }
  const read = await inParallel(unseen, FILES_AT_ONCE, ([, ref]) => factOf(ref, context, options));
  for (const [place, [key]] of unseen.entries()) media.set(key, read[place]!);
  return { media, paths: await gatherPaths(workflow, registry, context, options) };
}

/** The later facts, with those that are the same taken from the earlier ones. */
export function shareFacts(before: Facts, now: Facts): Facts {
  const media = shareMap(before.media, now.media);
  const paths = shareMap(before.paths ?? NO_PATHS, now.paths ?? NO_PATHS);
  return media === before.media && paths === before.paths ? before : { media, paths };
}

const NO_PATHS: ReadonlyMap<string, PathFact> = new Map();

function shareMap<T>(before: ReadonlyMap<string, T>, now: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const shared = new Map([...now].map(([key, fact]) => [key, shareJson(before.get(key), fact)] as const));
  const isSame = before.size === now.size && [...shared].every(([key, fact]) => before.get(key) === fact);
  return isSame ? before : shared;
}

async function gatherPaths(
  workflow: Workflow,
  registry: Registry,
  context: FactsContext,
  options: FactsOptions,
): Promise<Map<string, PathFact>> {
  const facts = new Map<string, PathFact>();
  for (const { params, type } of workflow.nodes) {
    for (const [id, param] of paramsOfKind(registry.get(type), 'path')) {
      const value = params[id] as { path: string } | null | undefined;
      if (!value || refuseParamValue(value, param) !== null) continue;
      const key = pathFactKey(param, value.path, params);
      if (!facts.has(key)) facts.set(key, await factOfMany(param, value.path, params, context, options));
    }
  }
  return facts;
}

function factOfMany(
  param: PathParam,
  path: string,
  params: Readonly<Record<string, unknown>>,
  context: FactsContext,
  options: FactsOptions,
): Promise<PathFact> {
  const [first, second] = narrowing(param, params);
  if (param.reads === 'clips') {
    return clipsFact(path, typeof first === 'string' ? first : '', context, options);
  }
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return sequenceFact(path, { first: number(first), last: number(second) }, context, options);
}

function mediaRefsOf(workflow: Workflow, registry: Registry): Map<string, MediaRef> {
  const refs = new Map<string, MediaRef>();
  workflow.nodes.forEach((node) => {
    for (const [id] of paramsOfKind(registry.of(node), 'media')) {
      const ref = refOf(node.params[id]);
      if (ref) refs.set(mediaRefKey(ref), ref);
    }
  });
  return refs;
}

/** By stored value, which edits of other params leave as it is. */
const knownRefs = new WeakMap<object, MediaRef | null>();

function refOf(stored: unknown): MediaRef | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const known = knownRefs.get(stored);
  if (known !== undefined) return known;
  const ref = mediaRefSchema.safeParse(stored).data ?? null;
  knownRefs.set(stored, ref);
  return ref;
}
