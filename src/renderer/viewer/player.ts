import { createStore, type StoreApi } from 'zustand/vanilla';
import { frameAt, timeInside } from './timecode.ts';

export interface PlayerState {
  readonly frame: number;
  readonly isPlaying: boolean;
  /** Speed; negative plays backwards. */
  readonly rate: number;
  readonly isLooping: boolean;
  readonly trouble: string | null;
}

/** A video that is told in frames. */
export interface Player {
  readonly state: StoreApi<PlayerState>;
  toggle(): void;
  /** Moves by frames and holds. */
  step(by: number): void;
  seek(frame: number): void;
  /** J, K and L: each press of the same direction doubles the speed, up to 8×. */
  shuttle(direction: -1 | 0 | 1): void;
  toggleLoop(): void;
  dispose(): void;
}

const FASTEST = 8;

/** Takes a video element into hand. `fps` and `frameCount` are those of the file. */
export function createPlayer(
  video: HTMLVideoElement,
  fps: number,
  frameCount: number,
  startsAtOnce: boolean,
): Player {
  const state = createStore<PlayerState>(() => ({
    frame: 0,
    isPlaying: false,
    rate: 1,
    isLooping: true,
    trouble: null,
  }));
  const last = frameCount - 1;
  const abort = new AbortController();
  let callback = 0;
  let backwards = 0;

  const show = (frame: number) => state.getState().frame !== frame && state.setState({ frame });
  const watch = () => {
    callback = video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (backwards === 0 && !video.paused) show(frameAt(mediaTime, fps, frameCount));
      watch();
    });
  };

  function stopBackwards(): void {
    cancelAnimationFrame(backwards);
    backwards = 0;
  }
  function seek(frame: number): void {
    const target = Math.min(last, Math.max(0, frame));
    video.currentTime = timeInside(target, fps);
    show(target);
  }
  function pause(): void {
    stopBackwards();
    video.pause();
    state.setState({ isPlaying: false, rate: 1 });
    // The frame that is told must be the one that is seen.
    seek(state.getState().frame);
  }
  function play(rate: number): void {
    stopBackwards();
    state.setState({ isPlaying: true, rate });
    if (rate < 0) {
      video.pause();
      runBackwards(rate);
      return;
    }
    video.playbackRate = rate;
    if (state.getState().frame >= last) seek(0);
    video.play().catch(() => state.setState({ isPlaying: false }));
  }
  /** Browsers don't play backwards, so frames are sought one after the other. */
  function runBackwards(rate: number): void {
    const start = performance.now();
    const from = state.getState().frame;
    const tick = (now: number) => {
      const frame = from + Math.round(((now - start) / 1000) * fps * rate);
      if (!video.seeking) seek(frame);
      if (frame > 0) backwards = requestAnimationFrame(tick);
      else pause();
    };
    backwards = requestAnimationFrame(tick);
  }

  const { signal } = abort;
  video.addEventListener(
    'ended',
    () => {
      if (state.getState().isLooping) {
        seek(0);
        void video.play();
      } else {
        show(last);
        pause();
      }
    },
    { signal },
  );
  video.addEventListener(
    'error',
    () =>
      state.setState({
        isPlaying: false,
        trouble: 'This window can’t play the clip’s encoding. Its frames can still be stepped through.',
      }),
    { signal },
  );
  watch();
  if (startsAtOnce) play(1);

  return {
    state,
    seek(frame) {
      if (state.getState().isPlaying) pause();
      seek(frame);
    },
    step(by) {
      if (state.getState().isPlaying) pause();
      seek(state.getState().frame + by);
    },
    toggle: () => (state.getState().isPlaying ? pause() : play(1)),
    shuttle(direction) {
      if (direction === 0) return pause();
      const { isPlaying, rate } = state.getState();
      const goesOn = isPlaying && Math.sign(rate) === direction;
      play(goesOn ? direction * Math.min(FASTEST, 2 * Math.abs(rate)) : direction);
    },
    toggleLoop: () => state.setState(({ isLooping }) => ({ isLooping: !isLooping })),
    dispose() {
      stopBackwards();
      video.cancelVideoFrameCallback(callback);
      abort.abort();
      video.pause();
    },
  };
}
