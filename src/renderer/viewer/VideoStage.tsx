import { type RefCallback, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { VideoValue } from '../../engine/value.ts';
import { assetUrl, posterUrl } from '../host/asset-url.ts';
import { ExactFrame } from './ExactFrame.tsx';
import { createPlayer, type Player } from './player.ts';
import { pressKey } from './press-key.ts';
import { Transport } from './Transport.tsx';
import { useZoom } from './use-zoom.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

interface VideoStageProps {
  readonly video: VideoValue;
  /** Whether the user asked for this very video: then it has the keyboard and plays. */
  readonly wasChosen: boolean;
}

/** A video with frame-exact transport, zoom and keyboard. */
export function VideoStage({ video, wasChosen }: VideoStageProps) {
  const zoom = useZoom();
  const [player, setPlayer] = useState<Player | null>(null);
  const { fps, frameCount } = video;

  const take: RefCallback<HTMLVideoElement> = useCallback(
    (element) => {
      if (!element) return;
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const made = createPlayer(element, fps, frameCount, wasChosen && !isCalm);
      if (wasChosen) element.closest<HTMLElement>('.viewer__frame')?.focus({ preventScroll: true });
      setPlayer(made);
      return () => made.dispose();
    },
    [fps, frameCount, wasChosen],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the player in it
    <div className="viewer__stage" onKeyDown={(event) => player && pressKey(event, player, frameCount)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        ref={zoom.frame}
        className="viewer__frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focus here gives the player its keys
        tabIndex={0}
        role="group"
        aria-label={`${video.name}. Space plays, arrows step, J K L shuttle.`}
        onPointerDown={zoom.drag}
        onDoubleClick={zoom.fit}
      >
        <div className="viewer__layers" style={{ transform: zoom.transform }}>
          {/* biome-ignore lint/a11y/useMediaCaption: takes have no speech that could be captioned */}
          <video
            ref={take}
            className="viewer__picture"
            src={assetUrl(video.asset)}
            poster={posterUrl(video.asset, 1280)}
            preload="auto"
            playsInline
            data-near={zoom.zoom.factor >= 4 || undefined}
          />
          {player && <ExactFrame player={player} asset={video.asset} isNear={zoom.zoom.factor >= 4} />}
        </div>
        <Trouble player={player} />
      </div>
      {player && (
        <Transport player={player} video={video}>
          <ZoomButtons zoom={zoom} />
        </Transport>
      )}
    </div>
  );
}

const NO_TROUBLE = createStore(() => ({ trouble: null as string | null }));

function Trouble({ player }: { readonly player: Player | null }) {
  const trouble = useStore(player?.state ?? NO_TROUBLE, (state) => state.trouble);
  return trouble === null ? null : (
    <p className="viewer__trouble" role="status">
      {trouble}
    </p>
  );
}
