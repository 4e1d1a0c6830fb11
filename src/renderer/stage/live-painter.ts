import type { Viewport } from '../state/view-store.ts';
import type { Colors } from './colors.ts';
import { fitCanvas } from './fit-canvas.ts';
import { paintBlocks } from './paint-blocks.ts';
import { paintWires } from './paint-wires.ts';
import type { Marks } from './painter.ts';
import type { Box, Scene, Wire } from './scene.ts';

/** The layer above the still picture: what a drag moves, so that nothing else has to be drawn again for it. */
export interface LivePainter {
  /** Draws what moves, or nothing where nothing does or it stands as it was drawn. Call it once a frame. */
  frame(viewport: Viewport): void;
  invalidate(): void;
  resize(width: number, height: number): void;
  setColors(colors: Colors): void;
}

/** `moving` are the ids of the nodes that are under way now. */
export function createLivePainter(
  canvas: HTMLCanvasElement,
  scene: Scene,
  moving: () => ReadonlySet<string>,
  marksNow: () => Marks,
): LivePainter {
  const context = canvas.getContext('2d', { alpha: true })!;
  let colors: Colors | null = null;
  let [width, height] = [0, 0];
  let isDirty = true;
  let drawn: Viewport | null = null;

  /** An empty canvas takes no memory and no time of the compositor. */
  function clear(): void {
    drawn = null;
    if (canvas.width > 0) canvas.width = 0;
  }

  function draw({ x, y, zoom }: Viewport, ids: ReadonlySet<string>, palette: Colors): void {
    const ratio = devicePixelRatio;
    fitCanvas(canvas, width, height, ratio);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const scale = zoom * ratio;
    context.setTransform(scale, 0, 0, scale, x * ratio, y * ratio);
    const marks = marksNow();
    paintWires(context, wiresAt(scene, ids), marks, palette, zoom);
    const blocks = [...ids]
      .map((id) => scene.boxes.get(id))
      .filter((box): box is Box => box !== undefined && !marks.isMounted(box.id));
    if (blocks.length > 0) paintBlocks(context, blocks, marks, palette, zoom);
  }

  return {
    frame(viewport) {
      const ids = moving();
      if (ids.size === 0 || !colors || width === 0) return clear();
      const isSame = drawn?.x === viewport.x && drawn.y === viewport.y && drawn.zoom === viewport.zoom;
      if (isSame && !isDirty) return;
      draw(viewport, ids, colors);
      drawn = viewport;
      isDirty = false;
    },
    invalidate() {
      isDirty = true;
    },
    resize(newWidth, newHeight) {
      [width, height] = [newWidth, newHeight];
      isDirty = true;
    },
    setColors(next) {
      colors = next;
      isDirty = true;
    },
  };
}

function wiresAt(scene: Scene, ids: ReadonlySet<string>): Wire[] {
  const found = new Map<string, Wire>();
  const { edgesOf } = scene.workflow() ?? {};
  for (const id of ids) {
    const at = edgesOf?.get(id);
    for (const { id: edge } of [...(at?.inputs ?? []), ...(at?.outputs ?? [])]) {
      const wire = scene.wires.get(edge);
      if (wire) found.set(edge, wire);
    }
  }
  return [...found.values()];
}
