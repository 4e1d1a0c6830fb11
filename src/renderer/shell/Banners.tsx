import { CircleAlert, FileWarning, RotateCcw } from 'lucide-react';
import { useStore } from 'zustand';
import { missingMedia } from '../../documents/missing-media.ts';
import { editor } from '../commands/editor.ts';
import { Banner } from '../parts/Banner.tsx';
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
    <Banner
      tone="bad"
      icon={CircleAlert}
      ways={
        <button
          type="button"
          className="button button--small"
          onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'spending' })}
        >
          Set them anew…
        </button>
      }
    >
      {trouble.message} {trouble.fix}
    </Banner>
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
    <Banner
      icon={RotateCcw}
      ways={
        <>
          <button type="button" className="button button--small" onClick={showVersions}>
            Earlier versions…
          </button>
          <button type="button" className="button button--small button--quiet" onClick={dismiss}>
            Carry on
          </button>
        </>
      }
    >
      Blockout did not close properly last time. {which} back, still unsaved, with everything up to the last
      edit.
    </Banner>
  );
}

function MissingMediaBanner() {
  const workflow = useWorkflow((present) => present);
  const problems = useTabRun((run) => run.plan?.problems);
  const count = workflow && problems ? missingMedia(workflow, problems, registry).length : 0;
  if (count === 0) return null;
  return (
    <Banner
      tone="warn"
      icon={FileWarning}
      ways={
        <button
          type="button"
          className="button button--small"
          onClick={() => editor.dialogs.getState().show({ kind: 'relink' })}
        >
          Relink…
        </button>
      }
    >
      {count === 1 ? 'A file that this workflow uses is' : `${count} files that this workflow uses are`}{' '}
      missing.
    </Banner>
  );
}
