import { useCallback } from 'react';
import type { Position } from '../../engine/workflow.ts';

const GAP_PX = 8;

/**
 * A ref for a popover at a place in px of the window: moved so that all of it is visible, its list scrolled along, and
 * closed by a press elsewhere.
 */
export function usePopoverPlace(
  at: Position,
  close: () => void,
): (element: HTMLElement | null) => (() => void) | undefined {
  const { x, y } = at;
  return useCallback(
    (element) => {
      if (!element) return undefined;
      const place = () => {
        const { offsetWidth, offsetHeight } = element;
        const left = Math.max(GAP_PX, Math.min(x, innerWidth - offsetWidth - GAP_PX));
        const top = Math.max(GAP_PX, Math.min(y, innerHeight - offsetHeight - GAP_PX));
        element.style.left = `${left}px`;
        element.style.top = `${top}px`;
      };
      place();
      const press = (event: PointerEvent) => {
        if (!element.contains(event.target as Node)) close();
      };
      const sizes = new ResizeObserver(place);
      sizes.observe(element);
      window.addEventListener('pointerdown', press, { capture: true });
      return () => {
        sizes.disconnect();
        window.removeEventListener('pointerdown', press, { capture: true });
      };
    },
    [x, y, close],
  );
}
