import {
  ChevronDown,
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePlay,
  CircleSlash,
  Clock,
  Ellipsis,
  FileQuestion,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { renameNode, toggleCollapsed } from '../commands/node-edits.ts';
import { nodeIcon } from '../look/node-icon.ts';
import { type CardState, cardState } from '../stage/card-state.ts';
import { timesOf } from '../state/cell-values.ts';
import { openMenu } from '../state/menu-store.ts';
import { renaming } from '../state/renaming.ts';
import { useOfNode } from '../state/use-document.ts';
import { useIsStale, useNodeProblems, useNodeState, useTabRun } from '../state/use-run.ts';
import { useNodeTitle, useNodeType } from './use-card.ts';

const GLYPHS: { readonly [S in CardState]: { readonly icon: LucideIcon; readonly word: string } | null } = {
  idle: null,
  stale: { icon: CircleDashed, word: 'Out of date' },
  queued: { icon: Clock, word: 'Queued' },
  running: { icon: CirclePlay, word: 'Running' },
  done: { icon: CircleCheck, word: 'Done' },
  failed: { icon: CircleAlert, word: 'Failed' },
  skipped: { icon: CircleSlash, word: 'Skipped' },
  unknown: { icon: FileQuestion, word: 'Unknown node type' },
};

/** Pictogram, title, state and menu of a card. */
export const CardHeader = memo(function CardHeader({ id }: { readonly id: string }) {
  const type = useNodeType(id);
  const title = useNodeTitle(id);
  const isCollapsed = useOfNode(id, (workflow) => workflow?.nodes.get(id)?.collapsed === true);
  const isRenaming = useStore(renaming, (state) => state.id === id);
  const Icon = type ? nodeIcon(type) : FileQuestion;
  return (
    <header className="card__header" title={type?.help}>
      <Icon className="card__icon" size={14} aria-hidden />
      {isRenaming ? (
        <TitleInput id={id} title={title} />
      ) : (
        <h3 className="card__title clip" data-title>
          {title}
        </h3>
      )}
      <Times id={id} />
      <StateGlyph id={id} />
      <button
        type="button"
        className="card__button nodrag"
        aria-label={isCollapsed ? `Expand ${title}` : `Collapse ${title}`}
        aria-expanded={!isCollapsed}
        tabIndex={-1}
        onClick={() => toggleCollapsed([id])}
      >
        {isCollapsed ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
      </button>
      <button
        type="button"
        className="card__button nodrag"
        aria-label={`Menu of ${title}`}
        aria-haspopup="menu"
        tabIndex={-1}
        onClick={(event) => openMenu({ kind: 'node', id }, { x: event.clientX, y: event.clientY })}
      >
        <Ellipsis size={14} aria-hidden />
      </button>
    </header>
  );
});

/** How many values the node gives, where it is not one. */
function Times({ id }: { readonly id: string }) {
  const times = useTabRun(({ plan }) => timesOf(plan?.nodes[id]));
  return times < 2 ? null : <span className="card__times">{times} ×</span>;
}

function StateGlyph({ id }: { readonly id: string }) {
  const type = useNodeType(id);
  const state = cardState(useNodeState(id), type, useIsStale(id));
  const problems = useNodeProblems(id);
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (worst && (state === 'idle' || state === 'stale' || state === 'done')) {
    return (
      <TriangleAlert
        className={`card__glyph card__glyph--${worst.severity}`}
        size={14}
        role="img"
        aria-label={worst.severity === 'error' ? 'Has a problem' : 'Has a warning'}
      />
    );
  }
  const glyph = GLYPHS[state];
  if (!glyph) return null;
  const Icon = glyph.icon;
  return (
    <Icon className={`card__glyph card__glyph--${state}`} size={14} role="img" aria-label={glyph.word} />
  );
}

function TitleInput({ id, title }: { readonly id: string; readonly title: string }) {
  const finish = (text: string | null) => {
    renaming.setState({ id: null });
    if (text !== null) renameNode(id, text);
  };
  return (
    <input
      className="card__rename nodrag"
      defaultValue={title}
      aria-label="Name of the node"
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
  );
}
