import type { Position, Rect } from '../../engine/workflow.ts';
import { boundsOf } from '../geometry/rect.ts';
import { viewStore } from '../state/view-store.ts';
import { type Colors, readColors } from './colors.ts';
import type { Stage } from './stage.ts';

export const MINIMAP_WIDTH = 160;
export const MINIMAP_HEIGHT = 100;
const PADDING = 8;
/** Redraws at most this often while something moves. */
const REST_MS = 120;
const SMALLEST_PX = 1.5;

/** How flow px become px of the map. It depends on the nodes alone, so that dragging in the map moves no ground. */
interface Scale {
  readonly bounds: Rect;
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

const EMPTY: Rect = { x: 0, y: 0, width: 1, height: 1 };

function scaleFor(bounds: Rect): Scale {
  const scale = Math.min(
    (MINIMAP_WIDTH - 2 * PADDING) / Math.max(1, bounds.width),
    (MINIMAP_HEIGHT - 2 * PADDING) / Math.max(1, bounds.height),
  );
  return {
    bounds,
    scale,
    left: (MINIMAP_WIDTH - bounds.width * scale) / 2,
    top: (MINIMAP_HEIGHT - bounds.height * scale) / 2,
  };
}

function place({ bounds, scale, left, top }: Scale, { x, y, width, height }: Rect): Rect {
  return {
    x: left + (x - bounds.x) * scale,
    y: top + (y - bounds.y) * scale,
    width: Math.max(SMALLEST_PX, width * scale),
    height: Math.max(SMALLEST_PX, height * scale),
  };
}

/** Draws the minimap now and after every change of the workflow or the view, until it is stopped. */
export function startMinimap(canvas: HTMLCanvasElement, stage: Stage) {
  const context = canvas.getContext('2d')!;
  /** The nodes as last drawn: a pan only moves the frame of the view over them. */
  const nodes = document.createElement('canvas');
  let scale: Scale = scaleFor(EMPTY);
  let colors: Colors = readColors(canvas);
  let areNodesOld = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function drawNodes(): void {
    const ratio = devicePixelRatio;
    nodes.width = MINIMAP_WIDTH * ratio;
    nodes.height = MINIMAP_HEIGHT * ratio;
    const layer = nodes.getContext('2d')!;
    const { scene } = stage;
    const { selection } = viewStore.getState();
    scale = scaleFor(boundsOf(scene.boxes.values()) ?? EMPTY);
    layer.setTransform(ratio, 0, 0, ratio, 0, 0);
    layer.globalAlpha = 0.2;
    for (const { rect, color } of scene.groups()) fill(layer, rect, color ?? colors.text2);
    layer.globalAlpha = 0.9;
    for (const box of scene.boxes.values()) {
      fill(layer, box, selection.nodes.has(box.id) ? colors.accent : colors.category(box.type));
    }
    areNodesOld = false;
  }

  function fill(layer: CanvasRenderingContext2D, rect: Rect, color: string): void {
    const { x, y, width, height } = place(scale, rect);
    layer.fillStyle = color;
    layer.fillRect(x, y, width, height);
  }

  function draw(): void {
    clearTimeout(timer);
    timer = undefined;
    if (areNodesOld) drawNodes();
    const ratio = devicePixelRatio;
    if (canvas.width !== nodes.width) {
      canvas.width = nodes.width;
      canvas.height = nodes.height;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(nodes, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { x, y, width, height } = visibleOnMap();
    context.fillStyle = colors.accentSoft;
    context.strokeStyle = colors.accent;
    context.fillRect(x, y, width, height);
    context.strokeRect(x, y, width, height);
  }

  /** The frame of the view, kept at the edge of the map where the view has left the nodes. */
  function visibleOnMap(): Rect {
    const { x, y, width, height } = place(scale, stage.visible());
    const left = Math.min(MINIMAP_WIDTH - 4, Math.max(1, x));
    const top = Math.min(MINIMAP_HEIGHT - 4, Math.max(1, y));
    const right = Math.max(4, Math.min(MINIMAP_WIDTH - 1, x + width));
    const bottom = Math.max(4, Math.min(MINIMAP_HEIGHT - 1, y + height));
    return { x: left, y: top, width: Math.max(3, right - left), height: Math.max(3, bottom - top) };
  }

  const drawSoon = () => {
    timer ??= setTimeout(draw, REST_MS);
  };
  const drawAllSoon = () => {
    areNodesOld = true;
    drawSoon();
  };
  const themes = new MutationObserver(() => {
    colors = readColors(canvas);
    drawAllSoon();
  });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const stops = [
    // What is dragged is drawn where it lands.
    stage.scene.onChange(({ isLive }) => (isLive ? undefined : drawAllSoon())),
    stage.camera.onMove(drawSoon),
    viewStore.subscribe((state, before) => {
      if (state.selection !== before.selection) drawAllSoon();
    }),
  ];
  requestAnimationFrame(draw);

  return {
    /** Moves the middle of the view to a place in px of the minimap. */
    goTo({ x, y }: Position): void {
      const { bounds, scale: factor, left, top } = scale;
      const { zoom } = stage.camera.read();
      const { width, height } = stage.size();
      const at = { x: bounds.x + (x - left) / factor, y: bounds.y + (y - top) / factor };
      stage.camera.move({ x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom, zoom }, 0);
    },
    stop(): void {
      clearTimeout(timer);
      for (const stop of stops) stop();
      themes.disconnect();
    },
  };
}
