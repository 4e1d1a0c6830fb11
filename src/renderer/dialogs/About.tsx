import { useStore } from 'zustand';
import { dialogStore } from '../state/dialog-store.ts';
import { registry } from '../state/registry.ts';
import { sessionStore } from '../state/session-store.ts';
import { DialogFrame } from './DialogFrame.tsx';

export function About() {
  const door = useStore(sessionStore, (state) => state.door);
  return (
    <DialogFrame title="Blockout" about="Turns 3D blockouts into photoreal video." width={420}>
      <dl className="pairs">
        <div>
          <dt>Version</dt>
          <dd>{door?.version ?? 'unknown'}</dd>
        </div>
        <div>
          <dt>Node types</dt>
          <dd>{registry.list.length}</dd>
        </div>
        <div>
          <dt>Data folder</dt>
          <dd className="about__path">{door?.home ?? 'unknown'}</dd>
        </div>
      </dl>
      <footer className="dialog__foot">
        <button
          type="button"
          className="button"
          onClick={() => dialogStore.getState().show({ kind: 'diagnostics' })}
        >
          Copy diagnostics…
        </button>
      </footer>
    </DialogFrame>
  );
}
