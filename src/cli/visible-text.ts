/**
 * Signs that a terminal obeys instead of showing: C0 but for the tab, DEL and C1, line and paragraph separators, and the
 * bidirectional controls that make a line read as another one (https://unicode.org/reports/tr9/#Directional_Formatting_Codes).
 */
const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\n-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const shown = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text as one line of a terminal: what would be obeyed is shown as JSON escapes it, in JSON without changing it. */
export function visibleText(text: string): string {
  return text.replaceAll(OBEYED, shown);
}

/** The same for text of several lines. Those after the first are indented, so that none passes for a line of ours. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visibleText).join('\n    ');
}

/** The same for a text whose own lines count, such as a script. */
export function visibleBlock(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
