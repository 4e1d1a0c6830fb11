import { type FormEvent, useId, useState } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../shell/refresh-host.ts';
import { sessionStore } from '../shell/session-store.ts';
import { SettingRow } from './SettingRow.tsx';

const SOURCES: Readonly<Record<string, string>> = {
  environment: 'A key is set by the environment (FAL_KEY).',
  'safe-storage': 'A key is kept in the system’s key store.',
  file: 'A key is kept in a file that only you can read.',
};

/** The key for fal: it goes to the host and never comes back. */
export function FalKey() {
  const id = useId();
  const source = useStore(sessionStore, (state) => state.keySource);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key') ?? '').trim();
    const answer = await editor.client.setKey(key);
    if (!answer.ok) return setRefusal(`${answer.problem.message} ${answer.problem.fix}`);
    form.reset();
    setRefusal(null);
    sessionStore.setState({ keySource: answer.value.keySource });
    await refreshProviders(editor);
  }

  async function forget() {
    const answer = await editor.client.clearKey();
    if (answer.ok) sessionStore.setState({ keySource: answer.value.keySource });
    await refreshProviders(editor);
  }

  return (
    <SettingRow
      label="fal key"
      htmlFor={id}
      help={
        source
          ? `${SOURCES[source] ?? 'A key is set.'} It is never shown, logged or saved in a workflow.`
          : 'Get one at fal.ai/dashboard/keys. It stays on this machine and is never shown, logged or saved in a workflow.'
      }
    >
      <form className="line" onSubmit={(event) => void submit(event)}>
        <input
          id={id}
          name="key"
          type="password"
          className="input"
          autoComplete="off"
          spellCheck={false}
          required
          placeholder={source ? 'Type a new key to replace it' : 'Paste the key'}
          aria-invalid={refusal !== null || undefined}
          aria-describedby={refusal ? `${id}-refusal` : undefined}
        />
        <button type="submit" className="button">
          {source ? 'Replace' : 'Keep key'}
        </button>
        {source && source !== 'environment' && (
          <button type="button" className="button button--quiet" onClick={() => void forget()}>
            Forget
          </button>
        )}
      </form>
      {refusal && (
        <p id={`${id}-refusal`} className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </SettingRow>
  );
}
