import { type PointerEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { startMinimap } from '../stage/minimap-painter.ts';
import type { Stage } from '../stage/stage.ts';
import { viewStore } from '../state/view-store.ts';

/** The whole workflow in the corner; press or drag in it to go there. */
export function Minimap({ stage }: { readonly stage: Stage }) {
  const isOpen = useStore(viewStore, (state) => state.minimapOpen);
  const map = useRef<ReturnType<typeof startMinimap> | null>(null);
  if (!isOpen) return null;
  function go(event: PointerEvent<HTMLCanvasElement>): void {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    map.current?.goTo({ x: event.clientX - left, y: event.clientY - top });
  }
  return (
    <canvas
      className="minimap"
      ref={(canvas) => {
        if (!canvas) return;
        map.current = startMinimap(canvas, stage);
        return () => map.current?.stop();
      }}
      aria-label="Minimap"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        // A drag that began on the canvas may cross the map without moving it.
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      }}
    />
  );
}
