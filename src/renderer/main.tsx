import '@fontsource-variable/inter/index.css';
import './look/tokens.css';
import './look/base.css';
import './shell/shell.css';
import './panels/panels.css';
import './dialogs/dialogs.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { editor } from './commands/editor.ts';
import { COMMANDS } from './commands/index.ts';
import { startEditor } from './shell/start-editor.ts';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void startEditor(editor, COMMANDS);
