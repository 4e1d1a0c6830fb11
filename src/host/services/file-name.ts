/** Longest part of a path that every platform takes, with room for a number and an extension. */
const MAX_PART_LENGTH = 180;
const FORBIDDEN = /[<>:"/\\|?*]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** One part of a path that every platform takes: forbidden signs become “-”, nothing climbs out of the folder. */
export function safePart(text: string): string {
  const clean = [...text]
    .filter((sign) => sign.charCodeAt(0) >= 32)
    .join('')
    .replaceAll(FORBIDDEN, '-')
    .replace(/[. ]+$/, '')
    .replace(/^ +/, '')
    .slice(0, MAX_PART_LENGTH);
  if (clean === '' || /^\.+$/.test(clean)) return '_';
  return RESERVED.test(clean) ? `_${clean}` : clean;
}

/**
 * Fills `{token}`s into a name. Values are made safe, so that a slash in a title makes no folder; unknown tokens stay
 * readable without their braces.
 */
export function fillTokens(name: string, tokens: Readonly<Record<string, string>>): string {
  return name.replaceAll(/\{(\w+)\}/g, (_, token: string) => {
    const value = tokens[token];
    return value === undefined ? token : value === '' ? '' : safePart(value);
  });
}

/** The parts of a relative name, each made safe; `..` and empty parts are dropped. */
export function safeParts(name: string): string[] {
  return name
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(safePart);
}
