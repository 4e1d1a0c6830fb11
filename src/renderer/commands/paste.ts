import { parseClip } from '../../documents/clip.ts';
import { placeForNew } from '../stage/current-stage.ts';
import { keptClip, pasteClip } from './clipboard.ts';
import { type Command, NO_KEYS, sameKeys } from './command.ts';
import type { Editor } from './editor.ts';
import { takeFiles } from './file-drop.ts';
import { pasteRequest, pasteText } from './paste-text.ts';

const clipboardText = async () => (await navigator.clipboard?.readText().catch(() => null)) ?? '';

/** A picture in the system clipboard, e.g. a screenshot or what was copied in a paint program. */
async function clipboardPicture(): Promise<File | null> {
  const items = (await navigator.clipboard?.read().catch(() => null)) ?? [];
  for (const item of items) {
    const type = item.types.find((one) => one.startsWith('image/'));
    if (type === undefined) continue;
    const name = `Pasted image.${type.slice('image/'.length).replace(/\W.*$/, '')}`;
    return new File([await item.getType(type)], name, { type });
  }
  return null;
}

/** Pastes at the pointer, else in the middle of the view: nodes, a request as code, or a picture. One step of undo. */
async function paste(editor: Editor, keepsInputs: boolean): Promise<void> {
  const text = await clipboardText();
  const clip = parseClip(text);
  if (clip) return pasteClip(clip, placeForNew(), keepsInputs);
  if (await pasteText(text, placeForNew())) return;
  const picture = await clipboardPicture();
  if (picture) return takeFiles(editor, [picture], placeForNew());
  const kept = keptClip();
  if (kept) pasteClip(kept, placeForNew(), keepsInputs);
}

const hasTab = ({ documents }: Editor) => documents.getState().activeId !== null;

export const pasteCommands: readonly Command[] = [
  {
    id: 'edit.paste',
    label: 'Paste',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+V'),
    isEnabled: hasTab,
    run: (editor) => paste(editor, false),
  },
  {
    id: 'edit.paste-keeping-inputs',
    label: 'Paste keeping inputs',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+Shift+V'),
    isEnabled: hasTab,
    run: (editor) => paste(editor, true),
  },
  {
    id: 'edit.paste-request',
    label: 'Paste request (curl, JavaScript, Python)',
    category: 'Edit',
    menuGroup: 2,
    shortcuts: NO_KEYS,
    words: 'import fal code json script',
    isEnabled: hasTab,
    run: async () => pasteRequest(await clipboardText(), placeForNew()),
  },
];
