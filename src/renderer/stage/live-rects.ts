import { createStore } from 'zustand/vanilla';
import type { Rect } from '../../engine/workflow.ts';

/** Rectangles of groups and notes that a gesture is moving or resizing, by id; the document follows at its end. */
export const liveRects = createStore<Readonly<Record<string, Rect>>>(() => ({}));

export function clearLiveRects(): void {
  liveRects.setState({}, true);
}
