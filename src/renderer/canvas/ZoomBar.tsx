import { Maximize, Minus, Plus } from 'lucide-react';
import { useStore } from 'zustand';
import { frameNodes, zoomBy, zoomTo } from '../stage/view-moves.ts';
import { viewStore } from '../state/view-store.ts';

/** Zoom in the corner of the canvas. */
export function ZoomBar() {
  const zoom = useStore(viewStore, ({ viewport }) => Math.round(100 * (viewport?.zoom ?? 1)));
  return (
    <div className="zoom-bar" role="toolbar" aria-label="Zoom">
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label="Zoom out"
        onClick={() => zoomBy(0.8)}
      >
        <Minus size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="zoom-bar__value"
        aria-label={`Zoom ${zoom} %, set to 100 %`}
        onClick={() => zoomTo(1)}
      >
        {zoom} %
      </button>
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label="Zoom in"
        onClick={() => zoomBy(1.25)}
      >
        <Plus size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label="Frame everything"
        onClick={() => frameNodes(null)}
      >
        <Maximize size={14} aria-hidden />
      </button>
    </div>
  );
}
