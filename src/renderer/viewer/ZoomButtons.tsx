import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '../parts/IconButton.tsx';
import type { useZoom } from './use-zoom.ts';

export function ZoomButtons({ zoom }: { readonly zoom: ReturnType<typeof useZoom> }) {
  const { factor } = zoom.zoom;
  return (
    <span className="viewer__zoom">
      <IconButton
        icon={ZoomOut}
        label="Zoom out"
        side="top"
        disabled={factor === 1}
        onClick={() => zoom.zoomBy(0.5)}
      />
      <span className="quiet">{Math.round(100 * factor)} %</span>
      <IconButton icon={ZoomIn} label="Zoom in" side="top" onClick={() => zoom.zoomBy(2)} />
      <IconButton icon={Maximize} label="Fit" side="top" disabled={factor === 1} onClick={zoom.fit} />
    </span>
  );
}
