import { editor } from '../commands/editor.ts';
import { addMediaNode, takeFiles } from '../commands/file-drop.ts';
import { addNode } from '../commands/node-add.ts';
import { ASSET_DRAG_TYPE, NODE_DRAG_TYPE } from '../parts/drag-types.ts';
import { currentStage, placeForNew } from '../stage/current-stage.ts';
import { notifyProblem } from '../state/notify.ts';
import { sessionStore } from '../state/session-store.ts';

/** Takes whatever is dropped on the window; a field that wants it for itself prevents the default. */
export function listenToDrops(): () => void {
  function showsFiles(isDropping: boolean): void {
    if (sessionStore.getState().isDropping !== isDropping) sessionStore.setState({ isDropping });
  }

  function over(event: DragEvent): void {
    const types = event.dataTransfer?.types ?? [];
    if (event.defaultPrevented) {
      showsFiles(false);
      return;
    }
    if (!types.some((type) => [NODE_DRAG_TYPE, ASSET_DRAG_TYPE, 'Files', 'text/uri-list'].includes(type)))
      return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    showsFiles(types.includes('Files'));
  }
  function leave(event: DragEvent): void {
    if (event.relatedTarget === null) showsFiles(false);
  }
  function drop(event: DragEvent): void {
    showsFiles(false);
    if (event.defaultPrevented || !event.dataTransfer) return;
    event.preventDefault();
    take(event.dataTransfer, placeOf(event));
  }
  const end = () => showsFiles(false);
  window.addEventListener('dragover', over);
  window.addEventListener('dragleave', leave);
  window.addEventListener('drop', drop);
  window.addEventListener('dragend', end);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', drop);
    window.removeEventListener('dragend', end);
  };
}

function take(data: DataTransfer, at: { x: number; y: number }): void {
  const typeId = data.getData(NODE_DRAG_TYPE);
  if (typeId) return void addNode(typeId, at);
  const asset = editor.host.getState().assets.find(({ hash }) => hash === data.getData(ASSET_DRAG_TYPE));
  if (asset) return void addMediaNode(asset, at);
  const folders = [...data.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? [entry.name] : [];
  });
  for (const name of folders)
    notifyProblem({
      message: `“${name}” is a folder.`,
      fix: 'Open it and drop the clips and images themselves.',
    });
  const files = [...data.files].filter(({ name }) => !folders.includes(name));
  if (files.length > 0) return void takeFiles(editor, files, at);
  const url = data.getData('text/uri-list').split(/\r?\n/)[0] ?? '';
  if (url !== '') takeUrl(url, at);
  else if (folders.length === 0)
    notifyProblem({ message: 'What was dropped is no file.', fix: 'Drop a clip, an image or a workflow.' });
}

function takeUrl(url: string, at: { x: number; y: number }): void {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  if (/^https?:/.test(url) && /\.(mp4|m4v|mov|mkv|webm)$/i.test(path))
    return void addNode('video-input', at, { clip: { url } });
  if (/^https?:/.test(url) && /\.(png|jpe?g|webp|tiff?|avif)$/i.test(path))
    return void addNode('image-input', at, { image: { url } });
  notifyProblem({
    message: 'The address that was dropped does not lead to a clip or an image.',
    fix: 'Download the file and drop it.',
  });
}

function placeOf({ clientX, clientY, target }: DragEvent): { x: number; y: number } {
  const stage = currentStage();
  const isOnCanvas = target instanceof Element && target.closest('#work') !== null;
  return stage && isOnCanvas ? stage.toFlow({ x: clientX, y: clientY }) : placeForNew();
}
