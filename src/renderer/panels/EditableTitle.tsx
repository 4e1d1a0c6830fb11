import type { KeyboardEvent } from 'react';
import { renameNode } from '../commands/node-edits.ts';

interface EditableTitleProps {
  readonly nodeId: string;
  readonly title: string | undefined;
  readonly placeholder: string;
}

/** The node's own name; left empty it bears its type's. */
export function EditableTitle({ nodeId, title, placeholder }: EditableTitleProps) {
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key !== 'Escape') return;
    event.currentTarget.value = title ?? '';
    event.currentTarget.blur();
  }
  return (
    <input
      key={title}
      className="facts__title"
      aria-label="Title of the node"
      defaultValue={title ?? ''}
      placeholder={placeholder}
      maxLength={500}
      onBlur={(event) => renameNode(nodeId, event.target.value)}
      onKeyDown={press}
    />
  );
}
