import { Cloud, FlaskConical } from 'lucide-react';
import { useStore } from 'zustand';
import { isSimulated, PROVIDERS } from '../../fal/provider.ts';
import { editor } from '../commands/editor.ts';

/** Which provider takes the jobs, and whether they cost money. */
export function ProviderChip() {
  const provider = useStore(editor.host, (state) => state.currentProvider);
  if (provider === null) return null;
  const isSimulator = isSimulated(provider);
  const { label } = PROVIDERS[provider];
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
