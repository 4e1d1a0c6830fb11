import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { trySettings } from '../commands/settings-change.ts';
import { sessionStore } from '../state/session-store.ts';
import { SettingRow } from './SettingRow.tsx';

/** Where files are written, and how the end of a run is told. */
export function OutputSettings() {
  const id = useId();
  const folder = useStore(editor.settings, (state) => state.outputFolder);
  const door = useStore(sessionStore, (state) => state.door);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function change(text: string) {
    const outputFolder = text.trim() === '' ? null : text.trim();
    if (outputFolder === folder) return setRefusal(null);
    const problem = await trySettings(editor, { outputFolder });
    setRefusal(problem ? `${problem.message} ${problem.fix}` : null);
  }
  async function pick() {
    const answer = await editor.client.pickFile('folder');
    if (answer.ok && answer.value.path !== null) await change(answer.value.path);
  }

  return (
    <>
      <SettingRow
        label="Output folder"
        htmlFor={id}
        help="Where Save video writes. Empty: into “output” beside the workflow’s file."
      >
        <div className="line">
          <input
            key={folder}
            id={id}
            className="input"
            defaultValue={folder ?? ''}
            placeholder="output, beside the workflow"
            spellCheck={false}
            aria-invalid={refusal !== null || undefined}
            onBlur={(event) => void change(event.target.value)}
          />
          {door?.canPickFiles && (
            <button type="button" className="button" onClick={() => void pick()}>
              Choose…
            </button>
          )}
        </div>
        {refusal && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
      </SettingRow>
      <NotificationRow />
    </>
  );
}

function NotificationRow() {
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied',
  );
  const words = {
    granted: 'You are notified when a run ends while you are elsewhere.',
    denied: 'Notifications are switched off for this window by the system or the browser.',
    default: 'Be told when a run ends while you are elsewhere.',
  }[permission];
  return (
    <SettingRow label="Notifications" help={words}>
      {permission === 'default' && (
        <button
          type="button"
          className="button"
          onClick={() => void Notification.requestPermission().then(setPermission)}
        >
          Allow notifications
        </button>
      )}
      {permission === 'granted' && <span className="setting__fact">on</span>}
      {permission === 'denied' && <span className="setting__fact quiet">off</span>}
    </SettingRow>
  );
}
