import type { Position } from '../../../engine/workflow.ts';
import type { Stage } from '../../stage/stage.ts';
import { MESSAGE_MS } from '../../state/message-times.ts';

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows words at the pointer; null takes them away. `lingers` leaves them there for a moment after a drop. */
export function showNote({ elements }: Stage, text: string | null, at: Position, lingers = false): void {
  const { pointerNote, container } = elements;
  clearTimeout(timer);
  pointerNote.hidden = text === null;
  if (text === null) return;
  if (pointerNote.textContent !== text) pointerNote.textContent = text;
  const { left, top, width } = container.getBoundingClientRect();
  const x = Math.min(at.x - left + 14, width - 290);
  pointerNote.style.transform = `translate(${x}px, ${at.y - top + 16}px)`;
  if (lingers) {
    timer = setTimeout(() => {
      pointerNote.hidden = true;
    }, MESSAGE_MS.atPointer);
  }
}
