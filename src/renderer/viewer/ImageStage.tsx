import type { ImageValue } from '../../engine/value.ts';
import { assetUrl } from '../host/asset-url.ts';
import { useZoom } from './use-zoom.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

/** An image with zoom and pan. */
export function ImageStage({ image }: { readonly image: ImageValue }) {
  const zoom = useZoom();
  return (
    <div className="viewer__stage">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: panning is for the mouse; the buttons below zoom */}
      <div ref={zoom.frame} className="viewer__frame" onPointerDown={zoom.drag} onDoubleClick={zoom.fit}>
        <img
          className="viewer__picture"
          src={assetUrl(image.asset)}
          alt={image.name}
          draggable={false}
          style={{ transform: zoom.transform }}
          data-near={zoom.zoom.factor >= 4 || undefined}
        />
      </div>
      <div className="viewer__bar">
        <ZoomButtons zoom={zoom} />
      </div>
    </div>
  );
}
