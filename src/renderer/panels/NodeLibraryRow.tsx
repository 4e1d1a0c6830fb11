import type { DragEvent } from 'react';
import type { NodeType } from '../../engine/define-node.ts';
import { addNode } from '../commands/node-add.ts';
import { CATEGORY_LOOK } from '../look/category-look.ts';
import { nodeIcon } from '../look/node-icon.ts';
import { NODE_DRAG_TYPE } from '../parts/drag-types.ts';
import { placeForNew } from '../stage/current-stage.ts';

/** One node type in the library. */
export function NodeLibraryRow({ type }: { readonly type: NodeType }) {
  const Icon = nodeIcon(type);
  function drag(event: DragEvent) {
    event.dataTransfer.setData(NODE_DRAG_TYPE, type.id);
    event.dataTransfer.effectAllowed = 'copy';
  }
  return (
    <button
      type="button"
      className="library__row"
      data-row
      draggable
      title={type.help}
      onDragStart={drag}
      onClick={() => addNode(type.id, placeForNew())}
    >
      <span className="library__icon" style={{ color: `var(${CATEGORY_LOOK[type.category].colorVar})` }}>
        <Icon size={16} aria-hidden />
      </span>
      <span className="library__words">
        <b>{type.title}</b>
        <span className="quiet clip">{firstSentence(type.help)}</span>
      </span>
    </button>
  );
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+[A-Z]|$)/.exec(text)?.[0].replace(/\.$/, '') ?? text;
}
