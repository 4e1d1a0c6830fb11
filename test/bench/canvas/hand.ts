import type { CDPSession } from 'playwright-core';
import type { Point } from './picture.ts';

const FRAME_MS = 1000 / 60;

/** Real input through the browser's own door, at the pace of a hand. */
export interface Hand {
  press(at: Point): Promise<void>;
  release(at: Point): Promise<void>;
  /** Moves along a path for a time, 60 steps a second. `path` takes 0…1. */
  follow(path: (t: number) => Point, durationMs: number, isPressed: boolean): Promise<void>;
  wheel(at: Point, deltaY: number, count: number, perSecond: number): Promise<void>;
  type(text: string, perSecond: number): Promise<void>;
}

export function handOf(session: CDPSession): Hand {
  const mouse = (type: 'mousePressed' | 'mouseReleased' | 'mouseMoved', at: Point, isPressed: boolean) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x: at.x,
      y: at.y,
      button: type === 'mouseMoved' && !isPressed ? 'none' : 'left',
      buttons: isPressed ? 1 : 0,
      clickCount: type === 'mouseMoved' ? 0 : 1,
    });
  /** Keeps the pace however long single events take: late steps are dropped, as a real mouse's are. */
  async function paced(
    count: number,
    stepMs: number,
    act: (place: number) => Promise<unknown>,
  ): Promise<void> {
    const start = performance.now();
    for (let place = 0; place < count; place++) {
      const wait = start + place * stepMs - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      else if (-wait > 4 * stepMs && place < count - 1) continue;
      await act(place);
    }
  }
  return {
    async press(at) {
      await mouse('mouseMoved', at, false);
      await mouse('mousePressed', at, true);
    },
    release: async (at) => {
      await mouse('mouseReleased', at, false);
    },
    follow(path, durationMs, isPressed) {
      const count = Math.round(durationMs / FRAME_MS);
      return paced(count, FRAME_MS, (place) => mouse('mouseMoved', path((place + 1) / count), isPressed));
    },
    wheel: (at, deltaY, count, perSecond) =>
      paced(count, 1000 / perSecond, () =>
        session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY }),
      ),
    type: (text, perSecond) =>
      paced(text.length, 1000 / perSecond, (place) =>
        session.send('Input.dispatchKeyEvent', { type: 'char', text: text[place]! }),
      ),
  };
}
