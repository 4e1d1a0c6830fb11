import type { MediaFact } from './media-ref.ts';
import type { PathParam } from './param.ts';
import type { PathFact } from './path-fact.ts';

/** Facts about the outside world that planning needs, gathered before it. */
export interface Facts {
  readonly media: ReadonlyMap<string, MediaFact>;
  /** Sequences and folders, under `pathFactKey`. */
  readonly paths?: ReadonlyMap<string, PathFact>;
}

export const NO_FACTS: Facts = { media: new Map() };

/** The string under which the fact of a path is kept: other params of its node may narrow what is read. */
export function pathFactKey(
  param: PathParam,
  path: string,
  params: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify([param.reads, path, ...narrowing(param, params)]);
}

/** The params that narrow what a path stands for, in declared order; null where one is not set. */
export function narrowing(
  { narrowedBy = [] }: PathParam,
  params: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  return narrowedBy.map((id) => params[id] ?? null);
}
