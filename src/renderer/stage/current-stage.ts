import type { Position } from '../../engine/workflow.ts';
import type { Stage } from './stage.ts';

let current: Stage | null = null;

/** Tells commands which canvas is on the screen; null when none is. */
export function setCurrentStage(stage: Stage | null): void {
  current = stage;
}

/** The canvas on the screen, for commands. */
export function currentStage(): Stage | null {
  return current;
}

/** Where new things go, in flow px: at the pointer, else in the middle of the view. */
export function placeForNew(): Position {
  if (!current) return { x: 0, y: 0 };
  if (current.pointer) return current.pointer;
  const { x, y, width, height } = current.visible();
  return { x: x + width / 2, y: y + height / 2 };
}
