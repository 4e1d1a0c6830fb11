import '@fontsource-variable/inter/index.css';
import './look/tokens.css';
import './look/base.css';
import './shell/shell.css';
import './shell/top-bar.css';
import './shell/panel-frame.css';
import './shell/drawer.css';
import './shell/empty-state.css';
import './shell/toast.css';
import './panels/panels.css';
import './panels/node-library.css';
import './panels/template-gallery.css';
import './panels/asset-shelf.css';
import './panels/jobs.css';
import './panels/inspector.css';
import './panels/take-strip.css';
import './dialogs/dialogs.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { BrokenPart } from './boundaries/BrokenPart.tsx';
import { ErrorBoundary } from './boundaries/ErrorBoundary.tsx';
import { editor } from './commands/editor.ts';
import { COMMANDS } from './commands/index.ts';
import { startEditor } from './shell/start-editor.ts';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary
      what="The window"
      instead={(broken) => (
        <main className="broken__window">
          <BrokenPart {...broken} />
        </main>
      )}
    >
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
void startEditor(editor, COMMANDS);
