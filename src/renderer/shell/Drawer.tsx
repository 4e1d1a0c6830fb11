import { ChevronDown, ChevronUp } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { isOpen } from '../../fal/job-state.ts';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { editor } from '../commands/editor.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { SplitHandle } from '../parts/SplitHandle.tsx';

const QueuePanel = lazy(() =>
  import('../panels/QueuePanel.tsx').then(({ QueuePanel }) => ({ default: QueuePanel })),
);
const Viewer = lazy(() => import('../viewer/Viewer.tsx').then(({ Viewer }) => ({ default: Viewer })));

const DRAWERS = [
  ['queue', 'Queue'],
  ['viewer', 'Viewer'],
] as const;

/** Queue and viewer below the canvas; folded, it is only its row of tabs. */
export function Drawer() {
  const drawer = useStore(editor.views, (state) => state.drawer);
  const height = useStore(editor.views, (state) => state.drawerHeight);
  const openCount = useStore(editor.host, (state) => state.jobs.filter((job) => isOpen(job.state)).length);
  const viewerTarget = useStore(editor.views, (state) => state.viewerTarget);
  const toggle = (name: 'queue' | 'viewer') =>
    editor.views.setState({ drawer: drawer === name ? null : name });
  return (
    <section className="drawer" id="drawer" tabIndex={-1} aria-label="Queue and viewer">
      {drawer && (
        <SplitHandle
          label="Height of the drawer"
          axis="y"
          direction={-1}
          size={height}
          min={140}
          max={720}
          className="split--top"
          onResize={(drawerHeight) => editor.views.setState({ drawerHeight })}
        />
      )}
      <div className="drawer__bar">
        {DRAWERS.map(([name, label]) => (
          <button
            key={name}
            type="button"
            className="drawer__tab"
            aria-expanded={drawer === name}
            onClick={() => toggle(name)}
          >
            {label}
            {name === 'queue' && openCount > 0 && <span className="count">{openCount}</span>}
          </button>
        ))}
        <span className="drawer__space" />
        <IconButton
          icon={drawer ? ChevronDown : ChevronUp}
          label={drawer ? 'Fold the drawer' : 'Open the drawer'}
          side="top"
          className="icon-button icon-button--small"
          onClick={() => toggle(drawer ?? 'queue')}
        />
      </div>
      {drawer && (
        <div className="drawer__body" style={{ height }}>
          {drawer === 'queue' ? (
            <ErrorBoundary key="queue" what="The queue">
              <Suspense>
                <QueuePanel />
              </Suspense>
            </ErrorBoundary>
          ) : (
            <ErrorBoundary key="viewer" what="The viewer" of={[viewerTarget]}>
              <Suspense fallback={<p className="hint">Opening the viewer…</p>}>
                <Viewer />
              </Suspense>
            </ErrorBoundary>
          )}
        </div>
      )}
    </section>
  );
}
