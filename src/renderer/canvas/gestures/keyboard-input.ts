import type { Edit } from '../../../engine/edits.ts';
import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { viewStore } from '../../state/view-store.ts';
import { SNAP } from './drag-items.ts';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const PAN_PX = 60;
const FAST = 4;

/** Arrow keys move what is selected, or the view when nothing is. Returns the way to stop listening. */
export function listenToKeysOfCanvas(stage: Stage): () => void {
  const { container } = stage.elements;
  const listening = new AbortController();
  let isNudging = false;

  function press(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const isTyping = (event.target as Element).closest(
      'input, textarea, select, [role="spinbutton"], [role="listbox"]',
    );
    if (!arrow || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? FAST : 1;
    if (nudge(stage, arrow[0] * SNAP * step, arrow[1] * SNAP * step)) isNudging = true;
    else {
      const viewport = stage.camera.read();
      stage.camera.move(
        { ...viewport, x: viewport.x - arrow[0] * PAN_PX * step, y: viewport.y - arrow[1] * PAN_PX * step },
        0,
      );
    }
    event.preventDefault();
  }
  function release(event: KeyboardEvent): void {
    if (!isNudging || !ARROWS[event.key]) return;
    isNudging = false;
    documentStore.getState().endGesture();
  }

  container.addEventListener('keydown', press, { signal: listening.signal });
  window.addEventListener('keyup', release, { signal: listening.signal });
  return () => listening.abort();
}

/** Moves the selected nodes and notes; the presses of one hold are one step of undo. */
function nudge({ scene }: Stage, dx: number, dy: number): boolean {
  const workflow = scene.workflow();
  const { nodes, notes } = viewStore.getState().selection;
  if (!workflow || nodes.size + notes.size === 0) return false;
  const edits: Edit[] = [];
  for (const id of nodes) {
    const position = workflow.nodes.get(id)?.position;
    if (position) edits.push({ kind: 'move', node: id, to: { x: position.x + dx, y: position.y + dy } });
  }
  for (const id of notes) {
    const note = workflow.notes.get(id);
    if (note)
      edits.push({
        kind: 'set-note',
        note: { ...note, rect: { ...note.rect, x: note.rect.x + dx, y: note.rect.y + dy } },
      });
  }
  documentStore.getState().edit({ kind: 'batch', edits }, 'Move', 'nudge');
  return true;
}
