let counts: Record<string, number> = {};

/** Counts a render of the node with this id. */
export function countRender(id: string): void {
  counts[id] = (counts[id] ?? 0) + 1;
}

/** The renders since the last call, by node id. */
export function takeRenders(): Record<string, number> {
  const taken = counts;
  counts = {};
  return taken;
}

// The build puts a call of this into every component of a card.
(globalThis as { countRender?: typeof countRender }).countRender = countRender;
