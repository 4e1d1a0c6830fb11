import type { Position, Rect } from '../../engine/workflow.ts';
import { viewStore } from '../state/view-store.ts';
import { readColors } from './colors.ts';
import { boundsOf } from './rect.ts';
import type { Stage } from './stage.ts';

export const MINIMAP_WIDTH = 160;
export const MINIMAP_HEIGHT = 100;
const PADDING = 6;
/** Redraws at most this often while something moves. */
const REST_MS = 120;

/** Draws the minimap when the workflow or the view has changed, and turns places in it into places of the flow. */
export function createMinimap(canvas: HTMLCanvasElement, stage: Stage) {
  function frameOf(): { bounds: Rect; scale: number; left: number; top: number } {
    const { scene } = stage;
    const bounds = boundsOf([...scene.boxes.values(), stage.visible()])!;
    const scale = Math.min(
      (MINIMAP_WIDTH - 2 * PADDING) / bounds.width,
      (MINIMAP_HEIGHT - 2 * PADDING) / bounds.height,
    );
    return {
      bounds,
      scale,
      left: (MINIMAP_WIDTH - bounds.width * scale) / 2,
      top: (MINIMAP_HEIGHT - bounds.height * scale) / 2,
    };
  }

  function draw(): void {
    const context = canvas.getContext('2d')!;
    const ratio = devicePixelRatio;
    canvas.width = MINIMAP_WIDTH * ratio;
    canvas.height = MINIMAP_HEIGHT * ratio;
    const colors = readColors(canvas);
    const { bounds, scale, left, top } = frameOf();
    const { selection } = viewStore.getState();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const place = ({ x, y, width, height }: Rect): [number, number, number, number] => [
      left + (x - bounds.x) * scale,
      top + (y - bounds.y) * scale,
      Math.max(1.5, width * scale),
      Math.max(1.5, height * scale),
    ];
    context.globalAlpha = 0.2;
    for (const { rect, color } of stage.scene.groups()) {
      context.fillStyle = color ?? colors.text2;
      context.fillRect(...place(rect));
    }
    context.globalAlpha = 0.9;
    for (const box of stage.scene.boxes.values()) {
      context.fillStyle = selection.nodes.has(box.id) ? colors.accent : colors.category(box.type);
      context.fillRect(...place(box));
    }
    context.globalAlpha = 1;
    context.fillStyle = colors.accentSoft;
    context.strokeStyle = colors.accent;
    const view = place(stage.visible());
    context.fillRect(...view);
    context.strokeRect(...view);
  }

  return {
    /** Draws now and after every change; returns the way to stop. */
    start(): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const drawSoon = () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          draw();
        }, REST_MS);
      };
      const stops = [
        stage.scene.onChange(drawSoon),
        stage.camera.onMove(drawSoon),
        viewStore.subscribe((state, before) => {
          if (state.selection !== before.selection) drawSoon();
        }),
      ];
      const themes = new MutationObserver(drawSoon);
      themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      drawSoon();
      return () => {
        clearTimeout(timer);
        for (const stop of stops) stop();
        themes.disconnect();
      };
    },
    /** Moves the middle of the view to a place in px of the minimap. */
    goTo({ x, y }: Position): void {
      const { bounds, scale, left, top } = frameOf();
      const { zoom } = stage.camera.read();
      const { width, height } = stage.size();
      const at = { x: bounds.x + (x - left) / scale, y: bounds.y + (y - top) / scale };
      stage.camera.move({ x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom, zoom }, 0);
    },
  };
}
