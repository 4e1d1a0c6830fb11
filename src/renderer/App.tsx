import { Tooltip } from 'radix-ui';
import type { CSSProperties } from 'react';
import { Toaster } from 'sonner';
import { useStore } from 'zustand';
import { BrokenLine } from './boundaries/BrokenPart.tsx';
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
const TOAST_PARTS = {
  toast: 'toast',
  content: 'toast__words',
  title: 'toast__title',
  description: 'toast__more',
  actionButton: 'button button--small toast__action',
  closeButton: 'toast__close',
  icon: 'toast__icon',
};

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
      <Toasts />
    </Tooltip.Provider>
  );
}

/** Messages stand above the drawer, so that they never lie on the player's timeline. */
function Toasts() {
  const drawerPx = useStore(editor.views, (state) => (state.drawer === null ? 0 : state.drawerHeight));
  return (
    <Toaster
      position="bottom-right"
      offset={{ bottom: 64 + drawerPx, right: 16 }}
      closeButton
      visibleToasts={4}
      containerAriaLabel="Messages"
      toastOptions={{ unstyled: true, classNames: TOAST_PARTS }}
    />
  );
}
