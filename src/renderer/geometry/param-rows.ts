import type { Param, ParamKind } from '../../engine/param.ts';

export const ROW_HEIGHT = 26;
/** Id of a model, its buttons and two lines on what is known of it. */
const ENDPOINT_HEIGHT = 116;
const LINE_HEIGHT = 16;
const MIN_LINES = 2;
const MAX_LINES = 8;
/** Mean advance of a character of the 12 px text face. */
const CHARACTER_WIDTH = 6.3;

/** How the row of a param kind looks, on a card and in the inspector. */
export interface ParamRow {
  /** Its label stands above a field as wide as the row, unless an edge feeds it. */
  readonly isHigh?: true;
  /** It takes the height that a card has to spare. */
  readonly stretches?: true;
  /** Only the inspector has room for it. */
  readonly isOffCard?: true;
  /** Its height on a card in px, or how it follows from what is stored and the card's width. */
  readonly height: number | ((stored: unknown, param: Param, width: number) => number);
}

const PLAIN: ParamRow = { height: ROW_HEIGHT };

const ROWS: { readonly [K in ParamKind]: ParamRow } = {
  text: PLAIN,
  multiline: { isHigh: true, stretches: true, height: textHeight },
  number: PLAIN,
  integer: PLAIN,
  slider: PLAIN,
  choice: PLAIN,
  toggle: PLAIN,
  seed: PLAIN,
  size: PLAIN,
  'optional-number': PLAIN,
  // A size of one's own has a second line.
  'preset-size': { height: (stored) => (typeof stored === 'object' ? 2 : 1) * ROW_HEIGHT },
  frames: PLAIN,
  media: PLAIN,
  path: PLAIN,
  // Few files have layers to choose from; the inspector offers them where there are some.
  layer: { isOffCard: true, height: ROW_HEIGHT },
  endpoint: { isHigh: true, height: ENDPOINT_HEIGHT },
};

/** How the row of a param looks. */
export const rowOf = ({ kind }: Param): ParamRow => ROWS[kind];

/** Height of several lines of text: as many as it is likely to take. */
function textHeight(stored: unknown, param: Param, width: number): number {
  const text = typeof stored === 'string' ? stored : String(param.default ?? '');
  const perLine = Math.max(8, Math.floor((width - 36) / CHARACTER_WIDTH));
  let lines = 0;
  for (const paragraph of text.split('\n')) lines += Math.max(1, Math.ceil(paragraph.length / perLine));
  return ROW_HEIGHT + Math.min(MAX_LINES, Math.max(MIN_LINES, lines)) * LINE_HEIGHT + 12;
}
