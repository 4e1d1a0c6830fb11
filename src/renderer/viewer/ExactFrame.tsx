import { useState } from 'react';
import { useStore } from 'zustand';
import { frameUrl } from '../host/asset-url.ts';
import type { Player } from './player.ts';

interface ExactFrameProps {
  readonly player: Player;
  readonly asset: string;
  readonly isNear: boolean;
}

/**
 * While the player holds, the very frame as the host decodes it lies over the video: browsers may show a neighbour
 * after a seek, and scale colours their own way.
 */
export function ExactFrame({ player, asset, isNear }: ExactFrameProps) {
  const frame = useStore(player.state, (state) => state.frame);
  const isPlaying = useStore(player.state, (state) => state.isPlaying);
  const [shown, setShown] = useState<number | null>(null);
  if (isPlaying) return null;
  return (
    <img
      className="viewer__picture viewer__exact"
      src={frameUrl(asset, frame)}
      alt=""
      draggable={false}
      data-frame={frame}
      data-shown={shown === frame || undefined}
      data-near={isNear || undefined}
      onLoad={() => setShown(frame)}
    />
  );
}
