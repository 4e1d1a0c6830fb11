/** Whether two values of plain data are the same, the order of fields included. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length !== others.length) return false;
  for (let place = 0; place < names.length; place++) {
    const name = names[place]!;
    if (others[place] !== name) return false;
    if (!isSameJson((a as Fields)[name], (b as Fields)[name])) return false;
  }
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The later of two values of plain data, with every part that is the same taken from the earlier one, so that what did
 * not change is the same object.
 */
export function shareJson<T>(before: unknown, now: T): T {
  if (isSameJson(before, now)) return before as T;
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) return now;
  if (Array.isArray(now)) {
    return now.map((item, place) => shareJson((before as readonly unknown[])[place], item)) as T;
  }
  const former = (name: string) => (Object.hasOwn(before, name) ? (before as Fields)[name] : undefined);
  return Object.fromEntries(
    Object.entries(now).map(([name, value]) => [name, shareJson(former(name), value)]),
  ) as T;
}
