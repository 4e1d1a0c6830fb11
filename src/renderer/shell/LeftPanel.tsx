import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { editor } from '../commands/editor.ts';
import { AssetShelf } from '../panels/AssetShelf.tsx';
import { NodeLibrary } from '../panels/NodeLibrary.tsx';
import { TemplateGallery } from '../panels/TemplateGallery.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { SplitHandle } from '../parts/SplitHandle.tsx';
import type { PanelName } from '../state/view-store.ts';

const JobHistory = lazy(() =>
  import('../panels/JobHistory.tsx').then(({ JobHistory }) => ({ default: JobHistory })),
);

const TITLES: Readonly<Record<PanelName, string>> = {
  nodes: 'Nodes',
  templates: 'Templates',
  assets: 'Assets',
  history: 'History',
};

/** The panel that the rail opens. */
export function LeftPanel({ panel }: { readonly panel: PanelName }) {
  const width = useStore(editor.views, (state) => state.leftWidth);
  return (
    <aside className="panel panel--left" aria-label={TITLES[panel]}>
      <header className="panel__head">
        <h2>{TITLES[panel]}</h2>
        <IconButton
          icon={X}
          size={14}
          label="Fold this panel"
          className="icon-button icon-button--small"
          onClick={() => editor.views.setState({ panel: null })}
        />
      </header>
      <ErrorBoundary key={panel} what={`The panel “${TITLES[panel]}”`}>
        <Suspense>
          <PanelBody panel={panel} />
        </Suspense>
      </ErrorBoundary>
      <SplitHandle
        label={`Width of ${TITLES[panel]}`}
        axis="x"
        direction={1}
        size={width}
        min={200}
        max={420}
        className="split--right"
        onResize={(leftWidth) => editor.views.setState({ leftWidth })}
      />
    </aside>
  );
}

function PanelBody({ panel }: { readonly panel: PanelName }) {
  switch (panel) {
    case 'nodes':
      return <NodeLibrary />;
    case 'templates':
      return <TemplateGallery />;
    case 'assets':
      return <AssetShelf />;
    case 'history':
      return <JobHistory />;
  }
}
