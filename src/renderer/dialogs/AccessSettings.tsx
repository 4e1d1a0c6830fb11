import { File, FileQuestion, Folder } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { refreshGranted, revokeReading } from '../commands/read-grants.ts';
import { SettingRow } from './SettingRow.tsx';

const ICONS = { folder: Folder, file: File, missing: FileQuestion } as const;

/** What every workflow may read beside its own folder, each with the way to take it back. */
export function AccessSettings() {
  const granted = useStore(editor.host, (state) => state.granted);
  useEffect(() => void refreshGranted(editor), []);
  return (
    <SettingRow
      label="May be read"
      help="A workflow reads what lies beside its own file, and these. It asks before it reads anything else."
    >
      {granted.length === 0 && <p className="setting__fact quiet">Nothing is allowed beside that.</p>}
      <ul className="granted" aria-label="Allowed folders and files">
        {granted.map(({ path, kind }) => {
          const Icon = ICONS[kind];
          return (
            <li key={path} className="granted__row">
              <Icon size={14} aria-label={kind} />
              <span className="granted__path">
                {path}
                {kind === 'missing' && <span className="quiet"> · not there</span>}
              </span>
              <button
                type="button"
                className="button button--small"
                aria-label={`Revoke ${path}`}
                onClick={() => void revokeReading(editor, path)}
              >
                Revoke
              </button>
            </li>
          );
        })}
      </ul>
    </SettingRow>
  );
}
