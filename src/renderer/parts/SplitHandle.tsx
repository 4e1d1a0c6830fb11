import type { KeyboardEvent, PointerEvent } from 'react';

interface SplitHandleProps {
  readonly label: string;
  readonly axis: 'x' | 'y';
  /** Present size of the panel in px, and how small and large it may be. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** 1 when the panel grows along the axis, −1 when it grows against it. */
  readonly direction: 1 | -1;
  readonly className?: string;
  onResize(size: number): void;
}

const STEP_PX = 16;

/** The edge of a panel: drag it, or move it with the arrow keys. */
export function SplitHandle({
  label,
  axis,
  size,
  min,
  max,
  direction,
  className = '',
  onResize,
}: SplitHandleProps) {
  const clamp = (px: number) => Math.round(Math.min(max, Math.max(min, px)));

  function drag(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    const start = axis === 'x' ? event.clientX : event.clientY;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) =>
      onResize(clamp(size + direction * ((axis === 'x' ? moved.clientX : moved.clientY) - start)));
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  function press(event: KeyboardEvent) {
    const [grow, shrink] = axis === 'x' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowDown', 'ArrowUp'];
    const by = event.key === grow ? 1 : event.key === shrink ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onResize(clamp(size + direction * by * STEP_PX));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between two panels that can be moved is a focusable separator
    <div
      role="separator"
      tabIndex={0}
      className={`split split--${axis} ${className}`}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(size)}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
