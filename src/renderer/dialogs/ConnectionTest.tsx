import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { currentProviderOf } from '../state/host-store.ts';
import { SettingRow } from './SettingRow.tsx';

interface Outcome {
  readonly ok: boolean;
  readonly words: string;
}

/** Asks the provider the cheapest question there is. */
export function ConnectionTest() {
  const provider = useStore(editor.host, currentProviderOf);
  const [outcome, setOutcome] = useState<Outcome | 'asking' | null>(null);

  if (!provider) return null;
  const { id, words } = provider;
  async function test() {
    setOutcome('asking');
    const answer = await editor.client.testConnection(id);
    if (!answer.ok)
      return setOutcome({ ok: false, words: `${answer.problem.message} ${answer.problem.fix}` });
    const { value } = answer;
    setOutcome({ ok: value.ok, words: value.ok ? value.message : `${value.message} ${value.fix}` });
  }

  const isDone = outcome !== null && outcome !== 'asking';
  return (
    <SettingRow label="Connection" help="Costs nothing.">
      <div className="line">
        <button type="button" className="button" disabled={outcome === 'asking'} onClick={() => void test()}>
          {outcome === 'asking' ? 'Asking…' : `Test ${words.label}`}
        </button>
        <span role="status" className={isDone && !outcome.ok ? 'outcome outcome--bad' : 'outcome'}>
          {isDone &&
            (outcome.ok ? <CircleCheck size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />)}
          {isDone && outcome.words}
        </span>
      </div>
    </SettingRow>
  );
}
