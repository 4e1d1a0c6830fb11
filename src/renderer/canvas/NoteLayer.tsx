import { memo } from 'react';
import { useStore } from 'zustand';
import type { Note } from '../../engine/workflow.ts';
import { liveRects } from '../stage/live-rects.ts';
import { documentStore } from '../state/document-store.ts';
import { renaming } from '../state/renaming.ts';
import { useWorkflow } from '../state/use-document.ts';
import { viewStore } from '../state/view-store.ts';

/** Notes on the canvas. */
export function NoteLayer() {
  const notes = useWorkflow((workflow) => workflow?.notes);
  return (
    <>
      {notes?.toArray().map((note) => (
        <NoteCard key={note.id} note={note} />
      ))}
    </>
  );
}

const NoteCard = memo(function NoteCard({ note }: { readonly note: Note }) {
  const { id, text } = note;
  const rect = useStore(liveRects, (rects) => rects[id]) ?? note.rect;
  const isSelected = useStore(viewStore, ({ selection }) => selection.notes.has(id));
  const isNew = useStore(renaming, (state) => state.id === id);
  const change = (next: string) =>
    documentStore
      .getState()
      .edit({ kind: 'set-note', note: { ...note, text: next } }, 'Edit note', `note:${id}`);
  return (
    <section
      className="note nopan"
      aria-label="Note"
      data-note={id}
      data-selected={isSelected || undefined}
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: rect.width, height: rect.height }}
    >
      <textarea
        className="note__text nodrag nowheel"
        aria-label="Text of the note"
        placeholder="Write a note"
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the user has just added the note
        autoFocus={isNew}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          documentStore.getState().endGesture();
          if (isNew) renaming.setState({ id: null });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span className="corner nopan" data-resize={id} data-kind="notes" />
    </section>
  );
});
