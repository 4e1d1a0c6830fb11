import { type PointerEvent, type RefCallback, useCallback, useState } from 'react';

export interface Zoom {
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

const FIT: Zoom = { factor: 1, x: 0, y: 0 };
const MAX_FACTOR = 16;

/** Zoom and pan of a picture in its frame: wheel zooms at the pointer, dragging moves, double click fits again. */
export function useZoom() {
  const [zoom, setZoom] = useState(FIT);

  const zoomAt = (by: number, x: number, y: number) =>
    setZoom((before) => {
      const factor = Math.min(MAX_FACTOR, Math.max(1, before.factor * by));
      if (factor === 1) return FIT;
      const k = factor / before.factor;
      return { factor, x: x - (x - before.x) * k, y: y - (y - before.y) * k };
    });

  /** Wheel listeners of React are passive, so this one is put on by hand. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: setZoom never changes
  const frame: RefCallback<HTMLDivElement> = useCallback((element) => {
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      zoomAt(
        Math.exp(-event.deltaY / 400),
        event.clientX - left - width / 2,
        event.clientY - top - height / 2,
      );
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);

  function drag(event: PointerEvent<HTMLDivElement>) {
    if (zoom.factor === 1 || event.button > 1) return;
    const element = event.currentTarget;
    const start = { x: event.clientX - zoom.x, y: event.clientY - zoom.y };
    element.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) =>
      setZoom((before) => ({ ...before, x: moved.clientX - start.x, y: moved.clientY - start.y }));
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  return {
    zoom,
    frame,
    drag,
    fit: () => setZoom(FIT),
    zoomBy: (by: number) => zoomAt(by, 0, 0),
    transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.factor})`,
  };
}
