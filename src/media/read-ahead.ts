/** The same values, up to `depth` of them asked for before they are wanted. `drop` frees those nobody takes. */
export async function* readAhead<Value>(
  source: AsyncGenerator<Value, void>,
  depth: number,
  drop: (value: Value) => void,
): AsyncGenerator<Value, void> {
  const waiting: Promise<IteratorResult<Value, void>>[] = [];
  const ask = () => {
    const next = source.next();
    // It is waited for later; until then its failing must not count as unhandled.
    next.catch(() => {});
    waiting.push(next);
  };
  try {
    for (;;) {
      while (waiting.length <= depth) ask();
      const next = await waiting.shift()!;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await source.return();
    for (const next of waiting) {
      const result = await next.catch(() => null);
      if (result && !result.done) drop(result.value);
    }
  }
}
