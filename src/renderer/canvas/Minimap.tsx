import { type PointerEvent, useCallback } from 'react';
import { useStore } from 'zustand';
import { viewStore } from '../state/view-store.ts';
import { createMinimap } from './minimap-painter.ts';
import type { Stage } from './stage.ts';

/** The whole workflow in the corner; press or drag in it to go there. */
export function Minimap({ stage }: { readonly stage: Stage }) {
  const isOpen = useStore(viewStore, (state) => state.minimapOpen);
  const attach = useCallback(
    (canvas: HTMLCanvasElement | null) => (canvas ? createMinimap(canvas, stage).start() : undefined),
    [stage],
  );
  if (!isOpen) return null;
  function go(event: PointerEvent<HTMLCanvasElement>): void {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    createMinimap(event.currentTarget, stage).goTo({ x: event.clientX - left, y: event.clientY - top });
  }
  return (
    <canvas className="minimap" ref={attach} aria-label="Minimap" onPointerDown={go} onPointerMove={go} />
  );
}
