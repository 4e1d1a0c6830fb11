import { ChevronFirst, ChevronLast, Pause, Play, Repeat, StepBack, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { VideoValue } from '../../engine/value.ts';
import { stripUrl } from '../host/asset-url.ts';
import { IconButton } from '../parts/IconButton.tsx';
import type { Player } from './player.ts';
import { timecode } from './timecode.ts';

const STRIP_TILES = 24;
const STRIP_HEIGHT_PX = 48;

interface TransportProps {
  readonly player: Player;
  readonly video: VideoValue;
  readonly children: ReactNode;
}

/** Timeline and buttons of the player. */
export function Transport({ player, video, children }: TransportProps) {
  const isPlaying = useStore(player.state, (state) => state.isPlaying);
  const rate = useStore(player.state, (state) => state.rate);
  const isLooping = useStore(player.state, (state) => state.isLooping);
  const last = video.frameCount - 1;
  return (
    <>
      <Timeline player={player} video={video} />
      <div className="viewer__bar">
        <IconButton
          icon={ChevronFirst}
          label="First frame"
          chord="Home"
          side="top"
          onClick={() => player.seek(0)}
        />
        <IconButton
          icon={StepBack}
          label="One frame back"
          chord="ArrowLeft"
          side="top"
          onClick={() => player.step(-1)}
        />
        <IconButton
          icon={isPlaying ? Pause : Play}
          label={isPlaying ? 'Pause' : 'Play'}
          chord="Space"
          side="top"
          onClick={player.toggle}
        />
        <IconButton
          icon={StepForward}
          label="One frame on"
          chord="ArrowRight"
          side="top"
          onClick={() => player.step(1)}
        />
        <IconButton
          icon={ChevronLast}
          label="Last frame"
          chord="End"
          side="top"
          onClick={() => player.seek(last)}
        />
        <IconButton
          icon={Repeat}
          label={isLooping ? 'Loop is on' : 'Loop is off'}
          side="top"
          aria-pressed={isLooping}
          onClick={player.toggleLoop}
        />
        <FrameCounter player={player} video={video} />
        {isPlaying && rate !== 1 && <span className="quiet">{rate}×</span>}
        <span className="viewer__space" />
        {children}
      </div>
    </>
  );
}

function FrameCounter({ player, video }: Pick<TransportProps, 'player' | 'video'>) {
  const frame = useStore(player.state, (state) => state.frame);
  return (
    <span className="viewer__counter">
      <b data-testid="viewer-frame">{frame} f</b>
      <span className="quiet"> of {video.frameCount} · </span>
      {timecode(frame, video.fps)}
    </span>
  );
}

function Timeline({ player, video }: Pick<TransportProps, 'player' | 'video'>) {
  const frame = useStore(player.state, (state) => state.frame);
  return (
    <div
      className="timeline"
      style={{ backgroundImage: `url(${stripUrl(video.asset, STRIP_TILES, STRIP_HEIGHT_PX)})` }}
    >
      <input
        type="range"
        aria-label="Frame"
        aria-valuetext={`frame ${frame}, ${timecode(frame, video.fps)}`}
        min={0}
        max={video.frameCount - 1}
        step={1}
        value={frame}
        onChange={(event) => player.seek(Number(event.target.value))}
      />
    </div>
  );
}
