import { memo } from 'react';
import { useStore } from 'zustand';
import type { Group } from '../../engine/workflow.ts';
import { liveRects } from '../stage/live-rects.ts';
import { documentStore } from '../state/document-store.ts';
import { renaming } from '../state/renaming.ts';
import { useWorkflow } from '../state/use-document.ts';
import { viewStore } from '../state/view-store.ts';

/** Headers and corners of groups; their ground is drawn on the layer under the edges. */
export function GroupLayer() {
  const groups = useWorkflow((workflow) => workflow?.groups);
  return (
    <>
      {groups?.toArray().map((group) => (
        <GroupFrame key={group.id} group={group} />
      ))}
    </>
  );
}

const GroupFrame = memo(function GroupFrame({ group }: { readonly group: Group }) {
  const { id, title, color } = group;
  const rect = useStore(liveRects, (rects) => rects[id]) ?? group.rect;
  const isSelected = useStore(viewStore, ({ selection }) => selection.groups.has(id));
  const isRenaming = useStore(renaming, (state) => state.id === id);
  const finish = (text: string | null) => {
    renaming.setState({ id: null });
    if (text !== null && text.trim() !== title)
      documentStore
        .getState()
        .edit({ kind: 'set-group', group: { ...group, title: text.trim() || 'Group' } }, 'Rename');
  };
  return (
    <section
      className="group"
      aria-label={`Group ${title}`}
      data-selected={isSelected || undefined}
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: rect.width, height: rect.height }}
    >
      <header className="group__header nopan" data-group={id} style={{ color }}>
        {isRenaming ? (
          <input
            className="card__rename nodrag"
            defaultValue={title}
            aria-label="Name of the group"
            // biome-ignore lint/a11y/noAutofocus: the user has just asked to rename
            autoFocus
            onFocus={(event) => event.target.select()}
            onBlur={(event) => finish(event.target.value)}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Enter') event.currentTarget.blur();
              else if (event.key === 'Escape') finish(null);
            }}
          />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; F2 renames as well
          <span className="clip" onDoubleClick={() => renaming.setState({ id })}>
            {title}
          </span>
        )}
      </header>
      <span className="corner nopan" data-resize={id} data-kind="groups" />
    </section>
  );
});
