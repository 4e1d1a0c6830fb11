import type { Stage } from '../../stage/stage.ts';

/** A press that goes on: told of every move until it ends. */
export interface Gesture {
  move(event: PointerEvent): void;
  /** `isClick` when the pointer hardly moved. */
  end(event: PointerEvent, isClick: boolean): void;
  /** Escape or a lost pointer: put everything back. */
  cancel(): void;
  /** Whether the view follows when the pointer nears the border. */
  /** Whether all moves belong to what was pressed, so that the browser need not look what lies under the pointer. */
  readonly captures?: boolean;
  readonly autoPans?: boolean;
}

/** Tries to begin a gesture at a press; null leaves it to others. */
export type Begin = (stage: Stage, event: PointerEvent) => Gesture | null;

/** Travel in px after which a press is a drag. */
export const DRAG_START_PX = 4;
