export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly has_more: boolean;
}

/** One page of a list; the cursor is the opaque (base64) offset of the next one. */
export function pageOf<T>(
  all: readonly T[],
  query: URLSearchParams,
  limits: { usual: number; most: number },
): Page<T> {
  const asked = Number(query.get('limit') ?? limits.usual);
  const limit = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, limits.most) : limits.usual;
  const offset = Number(Buffer.from(query.get('cursor') ?? '', 'base64').toString('utf8')) || 0;
  const end = offset + limit;
  const has_more = end < all.length;
  return {
    items: all.slice(offset, end),
    next_cursor: has_more ? Buffer.from(String(end)).toString('base64') : null,
    has_more,
  };
}
