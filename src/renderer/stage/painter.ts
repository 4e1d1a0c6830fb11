import type { Group, Rect } from '../../engine/workflow.ts';
import type { Viewport } from '../state/view-store.ts';
import type { Colors } from './colors.ts';
import { fitCanvas } from './fit-canvas.ts';
import { type BlockMarks, paintBlocks } from './paint-blocks.ts';
import { paintWires, type WireMarks } from './paint-wires.ts';
import type { Scene } from './scene.ts';

/**
 * What is drawn beyond the visible part, in px, so that panning moves a finished picture for a while. A canvas with this
 * room costs twice as much to hand on, so that it has it only while it pans.
 */
const MARGIN_PX = 128;
const GRID = 24;
/** Below this zoom titles of groups are drawn larger than they are. */
export const SMALL_ZOOM = 0.5;

export interface Marks extends WireMarks, BlockMarks {
  /** Whether the node's card is mounted, so that it needs no block. */
  isMounted(id: string): boolean;
  /** Whether the node is under way in a drag, and drawn with its edges in the layer above. */
  isMoving(id: string): boolean;
}

export interface Painter {
  /** Draws, moves the picture or does nothing, whichever is least and enough. Call it once a frame. */
  frame(viewport: Viewport): void;
  /** Something changed: draw anew at the next frame. */
  invalidate(): void;
  resize(width: number, height: number): void;
  setColors(colors: Colors): void;
  /** How many edges the last full drawing drew, and how many pictures were drawn in all. */
  readonly counts: { edges: number; pictures: number };
}

/** The layer under the cards: grid, groups, every edge, and nodes as blocks where no card is mounted. */
export function createPainter(canvas: HTMLCanvasElement, scene: Scene, marksNow: () => Marks): Painter {
  const context = canvas.getContext('2d', { alpha: true })!;
  const counts = { edges: 0, pictures: 0 };
  let colors: Colors | null = null;
  let [width, height] = [0, 0];
  let isDirty = true;
  let drawn: (Viewport & { margin: number }) | null = null;

  function draw(viewport: Viewport, margin: number): void {
    if (!colors) return;
    const ratio = devicePixelRatio;
    const { x, y, zoom } = viewport;
    const marks = marksNow();
    fitCanvas(canvas, width + 2 * margin, height + 2 * margin, ratio);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const visible: Rect = {
      x: (-x - margin) / zoom,
      y: (-y - margin) / zoom,
      width: (width + 2 * margin) / zoom,
      height: (height + 2 * margin) / zoom,
    };
    const scale = zoom * ratio;
    context.setTransform(scale, 0, 0, scale, (x + margin) * ratio, (y + margin) * ratio);
    paintGrid(context, visible, colors, zoom);
    for (const group of scene.groups()) paintGroup(context, group, colors, zoom);
    const wires = scene
      .wiresIn(visible)
      .filter(({ edge }) => !marks.isMoving(edge.from.node) && !marks.isMoving(edge.to.node));
    paintWires(context, wires, marks, colors, zoom);
    const blocks = scene.boxesIn(visible).filter(({ id }) => !marks.isMounted(id) && !marks.isMoving(id));
    if (blocks.length > 0) paintBlocks(context, blocks, marks, colors, zoom);
    counts.edges = wires.length;
    counts.pictures++;
    drawn = { ...viewport, margin };
    isDirty = false;
    canvas.style.transform = `translate(${-margin}px, ${-margin}px)`;
  }

  return {
    counts,
    frame(viewport) {
      if (width === 0) return;
      const isMoved = drawn?.zoom === viewport.zoom;
      if (drawn && isMoved && !isDirty) {
        const dx = viewport.x - drawn.x;
        const dy = viewport.y - drawn.y;
        if (dx === 0 && dy === 0) return;
        if (Math.max(Math.abs(dx), Math.abs(dy)) <= drawn.margin) {
          canvas.style.transform = `translate(${dx - drawn.margin}px, ${dy - drawn.margin}px)`;
          return;
        }
      }
      const isPan = isMoved && (drawn?.x !== viewport.x || drawn.y !== viewport.y);
      draw(viewport, isPan ? MARGIN_PX : 0);
    },
    invalidate() {
      isDirty = true;
    },
    resize(newWidth, newHeight) {
      if (newWidth === width && newHeight === height) return;
      [width, height] = [newWidth, newHeight];
      isDirty = true;
    },
    setColors(next) {
      colors = next;
      isDirty = true;
    },
  };
}

function paintGrid(context: CanvasRenderingContext2D, visible: Rect, colors: Colors, zoom: number): void {
  if (zoom < 0.15) return;
  const step = zoom < 0.5 ? GRID * 4 : GRID;
  const size = 1.5 / Math.min(1, zoom);
  const left = Math.floor(visible.x / step) * step;
  const top = Math.floor(visible.y / step) * step;
  context.fillStyle = colors.grid;
  context.beginPath();
  for (let x = left; x <= visible.x + visible.width; x += step) {
    for (let y = top; y <= visible.y + visible.height; y += step) context.rect(x, y, size, size);
  }
  context.fill();
}

function paintGroup(
  context: CanvasRenderingContext2D,
  { rect, color, title }: Group,
  colors: Colors,
  zoom: number,
): void {
  const tint = color && /^#[0-9a-f]{6}$/i.test(color) ? color : colors.text2;
  context.fillStyle = tint;
  context.strokeStyle = tint;
  context.globalAlpha = 0.1;
  context.fillRect(rect.x, rect.y, rect.width, rect.height);
  context.globalAlpha = 0.55;
  context.lineWidth = 1 / zoom;
  context.strokeRect(rect.x, rect.y, rect.width, rect.height);
  context.globalAlpha = 1;
  if (zoom < SMALL_ZOOM) {
    const size = Math.min(80, 13 / zoom);
    context.font = `550 ${size}px ${colors.font}`;
    context.textBaseline = 'bottom';
    context.fillText(title, rect.x, rect.y - 4 / zoom);
  }
}
