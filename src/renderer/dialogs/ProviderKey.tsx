import { type FormEvent, useId, useState } from 'react';
import { useStore } from 'zustand';
import { PROVIDERS } from '../../fal/provider.ts';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import type { KeyName } from '../host/host-client.ts';
import { sessionStore } from '../state/session-store.ts';
import { SettingRow } from './SettingRow.tsx';

const SOURCES: Readonly<Record<string, string>> = {
  'safe-storage': 'A key is kept in the system’s key store.',
  file: 'A key is kept in a file that only you can read.',
};

const VARIABLES = { fal: 'FAL_KEY', oxen: 'OXEN_API_KEY' } as const;

/** The key for a provider: it goes to the host and never comes back. */
export function ProviderKey({ name }: { readonly name: KeyName }) {
  const id = useId();
  const { label, keyPage } = PROVIDERS[name];
  const source = useStore(
    editor.host,
    ({ providers }) => providers.find((provider) => provider.id === name)?.keySource ?? null,
  );
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key') ?? '').trim();
    const answer = await editor.client.setKey(name, key);
    if (!answer.ok) return setRefusal(`${answer.problem.message} ${answer.problem.fix}`);
    form.reset();
    setRefusal(null);
    noteSource(answer.value.keySource);
    await refreshProviders(editor);
  }

  /** Where the window tells newcomers of a key, it means fal's. */
  function noteSource(keySource: string | null) {
    if (name === 'fal') sessionStore.setState({ keySource });
  }

  async function forget() {
    const answer = await editor.client.clearKey(name);
    if (answer.ok) noteSource(answer.value.keySource);
    await refreshProviders(editor);
  }

  return (
    <SettingRow
      label={`${label} key`}
      htmlFor={id}
      help={
        source
          ? `${wordsOf(source, name)} It is never shown, logged or saved in a workflow.`
          : `Get one at ${keyPage}. It stays on this machine and is never shown, logged or saved in a workflow.`
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

function wordsOf(source: string, name: KeyName): string {
  if (source === 'environment') return `A key is set by the environment (${VARIABLES[name]}).`;
  return SOURCES[source] ?? 'A key is set.';
}
