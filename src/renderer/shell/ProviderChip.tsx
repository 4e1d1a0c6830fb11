import { Cloud, FlaskConical } from 'lucide-react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { currentProviderOf } from '../state/host-store.ts';

/** Which provider takes the jobs, and whether they cost money. */
export function ProviderChip() {
  const provider = useStore(editor.host, currentProviderOf);
  if (provider === null) return null;
  const { isSimulated: isSimulator, words } = provider;
  const { label } = words;
  const Icon = isSimulator ? FlaskConical : Cloud;
  return (
    <button
      type="button"
      className={isSimulator ? 'provider' : 'provider provider--paid'}
      title={
        isSimulator
          ? 'Jobs are simulated on this machine and cost nothing. Click for the settings.'
          : `Jobs go to ${label} and cost money. Click for the settings.`
      }
      onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'provider' })}
    >
      <Icon size={14} aria-hidden />
      <span className="provider__name">
        <span className="unseen">Provider: </span>
        {isSimulator ? `${label.toUpperCase()} (free)` : label.toUpperCase()}
      </span>
    </button>
  );
}
