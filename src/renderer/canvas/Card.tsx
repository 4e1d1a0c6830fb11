import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { CATEGORY_LOOK } from '../look/category-look.ts';
import { cardState } from '../stage/card-state.ts';
import { useNode, useOfNode } from '../state/use-document.ts';
import { useIsStale, useNodePlan, useNodeProblems, useNodeState, useTabRun } from '../state/use-run.ts';
import { viewStore } from '../state/view-store.ts';
import { BrokenCard } from './BrokenCard.tsx';
import { CardBody } from './CardBody.tsx';
import { CardFooter } from './CardFooter.tsx';
import { CardHeader } from './CardHeader.tsx';
import { CardProgress } from './CardProgress.tsx';
import { useNodeTitle, useNodeType } from './use-card.ts';

/** A node on the canvas, drawn from its declaration. */
export const Card = memo(
  function Card({ id }: NodeProps) {
    return <CardFrame id={id} />;
  },
  (before, after) => before.id === after.id,
);

const CardFrame = memo(function CardFrame({ id }: { readonly id: string }) {
  const node = useNode(id);
  const run = useTabRun(({ nodes }) => nodes[id]);
  const plan = useNodePlan(id);
  const problems = useNodeProblems(id);
  if (!node) return null;
  return (
    <ErrorBoundary
      what="This card"
      of={[node, run, plan, problems]}
      instead={({ retry }) => <BrokenCard node={node} retry={retry} />}
    >
      <LiveCard id={id} />
    </ErrorBoundary>
  );
});

const LiveCard = memo(function LiveCard({ id }: { readonly id: string }) {
  const type = useNodeType(id);
  const title = useNodeTitle(id);
  const mode = useOfNode(id, (workflow) => workflow?.nodes.get(id)?.mode);
  const isCollapsed = useOfNode(id, (workflow) => workflow?.nodes.get(id)?.collapsed === true);
  const isSelected = useStore(viewStore, ({ selection }) => selection.nodes.has(id));
  const state = cardState(useNodeState(id), type, useIsStale(id));
  return (
    <section
      className="card"
      data-card={id}
      data-state={state}
      data-mode={mode}
      data-spends={type?.effect === 'spend' || undefined}
      data-selected={isSelected || undefined}
      aria-label={`${title}${mode ? `, ${mode === 'bypass' ? 'bypassed' : 'muted'}` : ''}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a node takes the keys that move, rename and delete it
      tabIndex={0}
    >
      <div
        className="card__stripe"
        style={{ background: `var(${type ? CATEGORY_LOOK[type.category].colorVar : '--bad'})` }}
      />
      <CardHeader id={id} />
      <CardProgress id={id} />
      <CardBody id={id} />
      {!isCollapsed && <CardFooter id={id} />}
      {!isCollapsed && <span className="corner nodrag" data-resize={id} data-kind="nodes" />}
    </section>
  );
});
