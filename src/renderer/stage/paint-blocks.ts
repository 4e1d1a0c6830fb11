import { HEADER_HEIGHT } from '../geometry/card-layout.ts';
import type { Colors } from './colors.ts';
import type { Box } from './scene.ts';

export interface BlockMarks {
  readonly selected: ReadonlySet<string>;
  readonly hovered: string | null;
  /** Colour of a node's state, where it has one worth seeing from far away. */
  stateColor(id: string): string | null;
}

/** Titles are drawn at least this high on the screen, in px. */
const TITLE_PX = 11;

/** Draws nodes as plain blocks: body, header in the group's colour, picture area, rows as bars, title. */
export function paintBlocks(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  marks: BlockMarks,
  colors: Colors,
  zoom: number,
): void {
  context.globalAlpha = 1;
  context.fillStyle = colors.card;
  for (const { x, y, width, height } of boxes) context.fillRect(x, y, width, height);
  paintHeaders(context, boxes, colors, zoom);
  context.fillStyle = colors.field;
  for (const { x, y, width, layout } of boxes) {
    if (layout.preview) context.fillRect(x, y + layout.preview.top, width, layout.preview.height);
  }
  if (zoom > 0.3) paintRows(context, boxes, colors);
  paintOutlines(context, boxes, marks, colors, zoom);
  if (zoom * 220 > 48) paintTitles(context, boxes, colors, zoom);
}

function paintHeaders(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  colors: Colors,
  zoom: number,
): void {
  const height = Math.max(4, Math.min(HEADER_HEIGHT, 3 / zoom));
  const byColor = new Map<string, Box[]>();
  for (const box of boxes) {
    const color = colors.category(box.type);
    const same = byColor.get(color);
    if (same) same.push(box);
    else byColor.set(color, [box]);
  }
  for (const [color, same] of byColor) {
    context.fillStyle = color;
    for (const { x, y, width } of same) context.fillRect(x, y, width, height);
  }
}

function paintRows(context: CanvasRenderingContext2D, boxes: readonly Box[], colors: Colors): void {
  context.fillStyle = colors.field;
  for (const { x, y, width, layout } of boxes) {
    for (const row of layout.rows) {
      if (row.kind === 'param')
        context.fillRect(x + width * 0.45, y + row.top + 3, width * 0.55 - 10, row.height - 6);
    }
  }
}

function paintOutlines(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  marks: BlockMarks,
  colors: Colors,
  zoom: number,
): void {
  const line = 1 / zoom;
  for (const { id, x, y, width, height, node } of boxes) {
    if (node.mode) {
      context.fillStyle = colors.canvas;
      context.globalAlpha = 0.6;
      context.fillRect(x, y, width, height);
      context.globalAlpha = 1;
    }
    const state = marks.stateColor(id);
    const isSelected = marks.selected.has(id);
    if (!state && !isSelected && id !== marks.hovered) continue;
    context.strokeStyle = isSelected ? colors.accent : (state ?? colors.text2);
    context.lineWidth = 2 * line;
    context.strokeRect(x - line, y - line, width + 2 * line, height + 2 * line);
  }
}

function paintTitles(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  colors: Colors,
  zoom: number,
): void {
  const size = Math.max(13, Math.min(30, TITLE_PX / zoom));
  context.font = `550 ${size}px ${colors.font}`;
  context.textBaseline = 'top';
  context.fillStyle = colors.text;
  for (const { x, y, width, node, type } of boxes) {
    const title = fitting(node.title ?? type?.title ?? node.type, (width - 12) / (0.56 * size));
    context.fillText(title, x + 8, y + Math.max(7, 6 / zoom));
  }
}

function fitting(title: string, characters: number): string {
  const room = Math.floor(characters);
  return title.length <= room ? title : `${title.slice(0, Math.max(1, room - 1))}…`;
}
