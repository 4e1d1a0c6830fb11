import './styles.ts';
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
