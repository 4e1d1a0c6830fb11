import { FileQuestion } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { Asset } from '../../host/assets/asset-store.ts';
import { editor } from '../commands/editor.ts';
import { addMediaNode } from '../commands/file-drop.ts';
import { posterUrl } from '../host/asset-url.ts';
import { ASSET_DRAG_TYPE } from '../parts/drag-types.ts';
import { formatBytes } from '../parts/format-facts.ts';
import { placeForNew } from '../stage/current-stage.ts';

/** One asset: click to watch it, drag or double-click to use it. */
export function AssetTile({ asset }: { readonly asset: Asset }) {
  const [hasPicture, setHasPicture] = useState(asset.info !== null);
  function drag(event: DragEvent) {
    event.dataTransfer.setData(ASSET_DRAG_TYPE, asset.hash);
    event.dataTransfer.effectAllowed = 'copy';
  }
  return (
    <button
      type="button"
      className="asset"
      draggable
      title={`${asset.name}\n${factsOf(asset)}\nClick to watch, double-click or drag to use.`}
      onDragStart={drag}
      onClick={() =>
        editor.views.setState({
          drawer: 'viewer',
          viewerTarget: { asset: asset.hash, name: asset.name },
        })
      }
      onDoubleClick={() => addMediaNode(asset, placeForNew())}
    >
      <span className="asset__picture">
        {hasPicture ? (
          <img
            src={posterUrl(asset.hash, 240)}
            alt=""
            loading="lazy"
            decoding="async"
            onError={() => setHasPicture(false)}
          />
        ) : (
          <FileQuestion size={20} aria-hidden />
        )}
      </span>
      <span className="clip">{asset.name}</span>
      <span className="quiet small clip">{factsOf(asset)}</span>
    </button>
  );
}

function factsOf({ info, sizeBytes }: Asset): string {
  const size = formatBytes(sizeBytes);
  if (info === null) return size;
  if (info.kind === 'weights') return `LoRA · ${size}`;
  return info.kind === 'video'
    ? `${info.width}×${info.height} · ${info.frameCount} f · ${size}`
    : `${info.width}×${info.height} · ${size}`;
}
