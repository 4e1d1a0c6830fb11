import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { automaticWithKey, currentProviderOf } from '../state/host-store.ts';

const HINT = 'fal-key';

/** Told once: everything works without a key, and where to put one. */
export function KeyHint() {
  const hints = useStore(editor.settings, (state) => state.hints);
  const provider = useStore(editor.host, currentProviderOf);
  const paid = useStore(editor.host, automaticWithKey);
  if (!provider?.isSimulated || paid?.key?.source !== null || hints.includes(HINT)) return null;
  const { label } = paid.words;
  return (
    <div className="key-hint">
      <p>
        Jobs are simulated on this machine until you add a {label} key, so everything can be tried for free.{' '}
        <button
          type="button"
          className="link"
          onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'provider' })}
        >
          Add a {label} key
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
