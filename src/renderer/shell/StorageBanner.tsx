import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { refreshStorage } from '../commands/refresh-host.ts';
import type { Storage } from '../host/host-client.ts';
import { Banner } from '../parts/Banner.tsx';
import { notifyProblem } from '../state/notify.ts';

/** What is wrong with the ledger, for as long as it is, and the way out. */
export function StorageBanner() {
  const storage = useStore(editor.host, (state) => state.storage);
  const [isBusy, setBusy] = useState(false);
  if (!storage?.trouble) return null;
  const { trouble, restored, mayRestore, backup } = storage;
  if (restored) return <RestoredLedger {...restored} />;

  async function restore(): Promise<void> {
    setBusy(true);
    const answer = await editor.client.restoreLedger();
    if (answer.ok) await refreshStorage(editor);
    else notifyProblem(answer.problem);
    setBusy(false);
  }

  return (
    <Banner
      tone="bad"
      icon={CircleAlert}
      ways={
        mayRestore && (
          <button
            type="button"
            className="button button--small"
            disabled={isBusy}
            onClick={() => void restore()}
          >
            {backup ? `Restore ${jobsText(backup.jobCount)}` : 'Save what can be read'}
          </button>
        )
      }
    >
      {trouble.message} {trouble.fix}
    </Banner>
  );
}

function RestoredLedger({ jobCount, lookAt }: NonNullable<Storage['restored']>) {
  return (
    <Banner tone="ok" icon={CircleCheck}>
      The ledger is restored with {jobsText(jobCount)}. Start Blockout again to use it. What was sent last may
      be missing: look at {lookAt} before you run something again that you have paid for.
    </Banner>
  );
}

const jobsText = (count: number) => (count === 1 ? '1 job' : `${count.toLocaleString('en')} jobs`);
