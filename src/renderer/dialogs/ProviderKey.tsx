import { type FormEvent, useId, useState } from 'react';
import type { ProviderStatus } from '../../host/providers/provider-status.ts';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { SettingRow } from './SettingRow.tsx';

const SOURCES: Readonly<Record<string, string>> = {
  'safe-storage': 'A key is kept in the system’s key store.',
  file: 'A key is kept in a file that only you can read.',
};

/** The key for a provider: it goes to the host and never comes back. */
export function ProviderKey({ provider }: { readonly provider: ProviderStatus }) {
  const id = useId();
  const { id: name, words, key: kind } = provider;
  const { label, keyPage } = words;
  const [refusal, setRefusal] = useState<string | null>(null);
  if (kind === null) return null;
  const { source, variable } = kind;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key') ?? '').trim();
    const answer = await editor.client.setKey(name, key);
    if (!answer.ok) return setRefusal(`${answer.problem.message} ${answer.problem.fix}`);
    form.reset();
    setRefusal(null);
    await refreshProviders(editor);
  }

  async function forget() {
    await editor.client.clearKey(name);
    await refreshProviders(editor);
  }

  return (
    <SettingRow
      label={`${label} key`}
      htmlFor={id}
      help={
        source
          ? `${wordsOf(source, variable)} It is never shown, logged or saved in a workflow.`
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

function wordsOf(source: string, variable: string): string {
  if (source === 'environment') return `A key is set by the environment (${variable}).`;
  return SOURCES[source] ?? 'A key is set.';
}
