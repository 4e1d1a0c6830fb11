import { FileJson, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { editor } from '../commands/editor.ts';
import { openPath, openText } from '../commands/file-open.ts';
import { nameOf } from '../commands/file-save.ts';
import { useFileInput } from '../fields/use-file-input.tsx';
import { hostClient } from '../host/host-client.ts';
import { formatMoment } from '../parts/format-facts.ts';
import { matchesText } from '../parts/match-text.ts';
import { RowList } from '../parts/RowList.tsx';
import { SearchBox } from '../parts/SearchBox.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { dialogStore } from '../state/dialog-store.ts';
import { DialogFrame } from './DialogFrame.tsx';

interface Row {
  readonly path: string;
  readonly name: string;
  readonly atMs: number;
  readonly isGone: boolean;
}

/** Recent workflows and the user's collection; a file of this computer opens as an unsaved copy. */
export function OpenWorkflow() {
  const recents = useAnswer(hostClient.recents, 'recents');
  const library = useAnswer(hostClient.library, 'library');
  const [query, setQuery] = useState('');
  const { input, choose } = useFileInput({
    accept: '.json,application/json',
    onFiles: ([file]) => void openFile(file),
  });
  const { close } = dialogStore.getState();

  const rows = new Map<string, Row>();
  for (const { path, name, openedAtMs, exists } of recents?.ok ? recents.value.recents : [])
    rows.set(path, { path, name, atMs: openedAtMs, isGone: !exists });
  for (const { path, name, changedAtMs } of library?.ok ? library.value.workflows : [])
    if (!rows.has(path)) rows.set(path, { path, name, atMs: changedAtMs, isGone: false });
  const found = [...rows.values()]
    .filter(({ path, name }) => matchesText(query, name, path))
    .sort((a, b) => b.atMs - a.atMs);
  const isLoading = recents === null || library === null;

  async function openFile(file: File | undefined) {
    if (!file) return;
    close();
    openText(editor, await file.text(), file.name);
  }
  function open(path: string) {
    close();
    void openPath(editor, path);
  }

  return (
    <DialogFrame title="Open a workflow" width={560}>
      <SearchBox label="Search workflows" value={query} onChange={setQuery} />
      <RowList className="dialog__scroll">
        {!isLoading && rows.size === 0 && <p className="hint">No workflow has been saved yet.</p>}
        {rows.size > 0 && found.length === 0 && <p className="hint">No workflow is called “{query}”.</p>}
        <ul className="filelist">
          {found.map(({ path, name, atMs, isGone }) => (
            <li key={path}>
              <button
                type="button"
                className="filelist__row"
                data-row
                disabled={isGone}
                title={path}
                onClick={() => open(path)}
              >
                <FileJson size={16} aria-hidden />
                <b className="clip">{name || nameOf(path)}</b>
                <span className="quiet clip">{isGone ? 'no longer there' : path}</span>
                <time className="quiet">{formatMoment(atMs)}</time>
              </button>
            </li>
          ))}
        </ul>
      </RowList>
      <footer className="dialog__foot">
        <button type="button" className="button" onClick={choose}>
          <FolderOpen size={14} aria-hidden /> Open a file from this computer…
        </button>
        {input}
      </footer>
    </DialogFrame>
  );
}
