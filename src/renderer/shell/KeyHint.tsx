import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { isSimulated } from '../../fal/provider.ts';
import { editor } from '../commands/editor.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { sessionStore } from '../state/session-store.ts';

const HINT = 'fal-key';

/** Told once: everything works without a key, and where to put one. */
export function KeyHint() {
  const hints = useStore(editor.settings, (state) => state.hints);
  const keySource = useStore(sessionStore, (state) => state.keySource);
  const provider = useStore(editor.host, (state) => state.currentProvider);
  if (provider === null || !isSimulated(provider)) return null;
  if (keySource !== null || hints.includes(HINT)) return null;
  return (
    <div className="key-hint">
      <p>
        Jobs are simulated on this machine until you add a fal key, so everything can be tried for free.{' '}
        <button
          type="button"
          className="link"
          onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'provider' })}
        >
          Add a fal key
        </button>
      </p>
      <IconButton
        icon={X}
        size={12}
        label="Don’t show this again"
        className="icon-button icon-button--small"
        onClick={() => void changeSettings(editor, { hints: [...hints, HINT] })}
      />
    </div>
  );
}
