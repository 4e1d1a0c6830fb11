import { Tooltip } from 'radix-ui';
import { type CSSProperties, lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { type Broken, BrokenLine } from './boundaries/BrokenPart.tsx';
import { ErrorBoundary } from './boundaries/ErrorBoundary.tsx';
import { Canvas } from './canvas/Canvas.tsx';
import { editor } from './commands/editor.ts';
import { DialogHost } from './dialogs/DialogHost.tsx';
import { Inspector } from './panels/Inspector.tsx';
import { Banners } from './shell/Banners.tsx';
import { Drawer } from './shell/Drawer.tsx';
import { DropLayer } from './shell/DropLayer.tsx';
import { EmptyState } from './shell/EmptyState.tsx';
import { LeftPanel } from './shell/LeftPanel.tsx';
import { Rail } from './shell/Rail.tsx';
import { SkipLinks } from './shell/SkipLinks.tsx';
import { StatusBar } from './shell/StatusBar.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { sessionStore } from './state/session-store.ts';

const TOOLTIP_DELAY_MS = 500;
const Toasts = lazy(() => import('./shell/Toasts.tsx').then(({ Toasts }) => ({ default: Toasts })));

/** The whole window. */
export function App() {
  const panel = useStore(editor.views, (state) => state.panel);
  const isInspectorOpen = useStore(editor.views, (state) => state.inspectorOpen);
  const leftWidth = useStore(editor.views, (state) => state.leftWidth);
  const rightWidth = useStore(editor.views, (state) => state.rightWidth);
  const isReady = useStore(sessionStore, (state) => state.isReady);
  const tracks = {
    '--left-track': panel ? `minmax(200px, ${leftWidth}px)` : '0px',
    '--right-track': isInspectorOpen ? `minmax(260px, ${rightWidth}px)` : '0px',
  };
  return (
    <Tooltip.Provider delayDuration={TOOLTIP_DELAY_MS} skipDelayDuration={200}>
      <div className="app">
        <SkipLinks />
        <ErrorBoundary what="The top bar" instead={BrokenLine}>
          <TopBar />
        </ErrorBoundary>
        <ErrorBoundary what="A message" instead={BrokenLine}>
          <Banners />
        </ErrorBoundary>
        <div className="app__middle" style={tracks as CSSProperties}>
          <Rail />
          <div className="app__left" hidden={panel === null}>
            {panel && <LeftPanel panel={panel} />}
          </div>
          <main className="app__canvas" id="work" tabIndex={-1} aria-label="Workflow">
            <ErrorBoundary what="The canvas">
              {isReady && <Canvas />}
              {isReady && <EmptyState />}
            </ErrorBoundary>
          </main>
          <div className="app__right" hidden={!isInspectorOpen}>
            {isInspectorOpen && <Inspector />}
          </div>
        </div>
        <Drawer />
        <ErrorBoundary what="The status bar" instead={BrokenLine}>
          <StatusBar />
        </ErrorBoundary>
      </div>
      <DropLayer />
      <DialogHost />
      <ErrorBoundary what="Messages" instead={BrokenToasts}>
        <Suspense>
          <Toasts />
        </Suspense>
      </ErrorBoundary>
    </Tooltip.Provider>
  );
}

/** In the place where messages stand. */
function BrokenToasts(broken: Broken) {
  return (
    <div className="toasts-broken">
      <BrokenLine {...broken} />
    </div>
  );
}
