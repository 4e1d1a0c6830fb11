import type { Position, Rect } from '../../engine/workflow.ts';
import { boundsOf } from '../geometry/rect.ts';
import type { Viewport } from '../state/view-store.ts';
import { currentStage } from './current-stage.ts';

/** Small enough that a graph of 5,000 nodes fits. */
export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 2;
const PADDING_PX = 48;
const MOVE_MS = 120;

const durationMs = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : MOVE_MS);

/** The viewport that shows this rectangle as large as it fits, up to `maxZoom`. */
export function viewportFor(rect: Rect, size: { width: number; height: number }, maxZoom = 1): Viewport {
  const zoom = Math.max(
    MIN_ZOOM,
    Math.min(
      maxZoom,
      (size.width - 2 * PADDING_PX) / Math.max(1, rect.width),
      (size.height - 2 * PADDING_PX) / Math.max(1, rect.height),
    ),
  );
  return {
    x: Math.round(size.width / 2 - (rect.x + rect.width / 2) * zoom),
    y: Math.round(size.height / 2 - (rect.y + rect.height / 2) * zoom),
    zoom,
  };
}

/** Shows these nodes, or everything there is. */
export function frameNodes(ids: Iterable<string> | null, isAnimated = true): void {
  const stage = currentStage();
  if (!stage) return;
  const { scene } = stage;
  const boxes = ids === null ? [...scene.boxes.values()] : [...ids].map((id) => scene.boxes.get(id));
  const rects: Rect[] = boxes.filter((box) => box !== undefined);
  if (ids === null) for (const { rect } of [...scene.groups(), ...scene.notes()]) rects.push(rect);
  const bounds = boundsOf(rects);
  if (bounds) stage.camera.move(viewportFor(bounds, stage.size()), isAnimated ? durationMs() : 0);
}

/** Zooms by a factor around a point of the canvas in px, its middle by default. */
export function zoomBy(factor: number, around?: Position): void {
  const stage = currentStage();
  if (!stage) return;
  const { width, height } = stage.size();
  const at = around ?? { x: width / 2, y: height / 2 };
  const { x, y, zoom: from } = stage.camera.read();
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, from * factor));
  const k = zoom / from;
  stage.camera.move({ x: at.x - (at.x - x) * k, y: at.y - (at.y - y) * k, zoom }, durationMs());
}

/** Zooms to exactly this, keeping the middle. */
export function zoomTo(zoom: number): void {
  const stage = currentStage();
  if (stage) zoomBy(zoom / stage.camera.read().zoom);
}
