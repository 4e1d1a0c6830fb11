import type { Stage } from '../../stage/stage.ts';

const BORDER_PX = 36;
const FASTEST_PX = 16;

/** Pans while the pointer is held near the border; `onPan` is called after every step. Returns the way to stop. */
export function startAutoPan(stage: Stage, pointer: () => PointerEvent, onPan: () => void): () => void {
  let pending = requestAnimationFrame(step);
  function step(): void {
    pending = requestAnimationFrame(step);
    const { left, top, right, bottom } = stage.elements.container.getBoundingClientRect();
    const { clientX, clientY } = pointer();
    const dx = speed(clientX - left) - speed(right - clientX);
    const dy = speed(clientY - top) - speed(bottom - clientY);
    if (dx === 0 && dy === 0) return;
    const viewport = stage.camera.read();
    stage.camera.move({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, 0);
    onPan();
  }
  return () => cancelAnimationFrame(pending);
}

function speed(distancePx: number): number {
  return distancePx >= BORDER_PX ? 0 : (Math.min(BORDER_PX, BORDER_PX - distancePx) / BORDER_PX) * FASTEST_PX;
}
