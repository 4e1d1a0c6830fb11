import { CircleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import type { WorkflowNode } from '../../engine/workflow.ts';
import { type Broken, RetryButton } from '../boundaries/BrokenPart.tsx';
import { registry } from '../state/registry.ts';
import { viewStore } from '../state/view-store.ts';

interface BrokenCardProps extends Pick<Broken, 'retry'> {
  readonly node: WorkflowNode;
}

/** A card that could not be drawn: the node is chosen, moved and deleted like any other. */
export function BrokenCard({ node, retry }: BrokenCardProps) {
  const title = node.title ?? registry.of(node)?.title ?? node.type;
  const isSelected = useStore(viewStore, ({ selection }) => selection.nodes.has(node.id));
  return (
    <section
      className="card"
      data-card={node.id}
      data-state="failed"
      data-selected={isSelected || undefined}
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a node takes the keys that move and delete it
      tabIndex={0}
    >
      <header className="card__header">
        <CircleAlert className="card__glyph card__glyph--failed" size={14} aria-hidden />
        <h3 className="card__title clip" data-title>
          {title}
        </h3>
      </header>
      <div className="card__broken" role="alert">
        <p>This card can’t be shown. The node and its connections are as they were.</p>
        <span className="nodrag">
          <RetryButton retry={retry} />
        </span>
      </div>
    </section>
  );
}
