import { CircleAlert, FileWarning, RotateCcw } from 'lucide-react';
import { useStore } from 'zustand';
import { missingMedia } from '../../documents/missing-media.ts';
import { editor } from '../commands/editor.ts';
import { activeTab } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { sessionStore } from '../state/session-store.ts';
import { useWorkflow } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { StorageBanner } from './StorageBanner.tsx';

/** Lines below the top bar about things that need an answer. */
export function Banners() {
  return (
    <div className="banners">
      <StorageBanner />
      <SettingsBanner />
      <RestoredBanner />
      <MissingMediaBanner />
    </div>
  );
}

function SettingsBanner() {
  const trouble = useStore(editor.host, (state) => state.settingsTrouble);
  if (trouble === null) return null;
  return (
    <div className="banner banner--bad" role="alert">
      <CircleAlert size={14} aria-hidden />
      <p>
        {trouble.message} {trouble.fix}
      </p>
      <button
        type="button"
        className="button button--small"
        onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'spending' })}
      >
        Set them anew…
      </button>
    </div>
  );
}

function RestoredBanner() {
  const restored = useStore(sessionStore, (state) => state.restored);
  if (restored === null) return null;
  const { names } = restored;
  const which = names.length === 1 ? `“${names[0]}” is` : `${names.length} unsaved workflows are`;
  const dismiss = () => sessionStore.setState({ restored: null });
  function showVersions() {
    const tab = activeTab(editor.documents.getState());
    if (tab) editor.dialogs.getState().show({ kind: 'versions', draftId: tab.draftId });
    dismiss();
  }
  return (
    <div className="banner" role="status">
      <RotateCcw size={14} aria-hidden />
      <p>
        Blockout did not close properly last time. {which} back, still unsaved, with everything up to the last
        edit.
      </p>
      <button type="button" className="button button--small" onClick={showVersions}>
        Earlier versions…
      </button>
      <button type="button" className="button button--small button--quiet" onClick={dismiss}>
        Carry on
      </button>
    </div>
  );
}

function MissingMediaBanner() {
  const workflow = useWorkflow((present) => present);
  const problems = useTabRun((run) => run.plan?.problems);
  const count = workflow && problems ? missingMedia(workflow, problems, registry).length : 0;
  if (count === 0) return null;
  return (
    <div className="banner banner--warn" role="status">
      <FileWarning size={14} aria-hidden />
      <p>
        {count === 1 ? 'A file that this workflow uses is' : `${count} files that this workflow uses are`}{' '}
        missing.
      </p>
      <button
        type="button"
        className="button button--small"
        onClick={() => editor.dialogs.getState().show({ kind: 'relink' })}
      >
        Relink…
      </button>
    </div>
  );
}
