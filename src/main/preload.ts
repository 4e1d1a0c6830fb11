import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { DesktopBridge } from '../host/door/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';

/** Listens without handing the page anything of the event but its text. */
function listen(channel: string, listener: (text: string) => void): () => void {
  const onMessage = (_event: IpcRendererEvent, text: unknown) => listener(String(text));
  ipcRenderer.on(channel, onMessage);
  return () => ipcRenderer.off(channel, onMessage);
}

const bridge: DesktopBridge = {
  showMenu: (entries) => ipcRenderer.send(CHANNELS.showMenu, entries),
  onCommand: (listener) => listen(CHANNELS.command, listener),
  onOpenFile(listener) {
    const stop = listen(CHANNELS.openFile, listener);
    ipcRenderer.send(CHANNELS.ready);
    return stop;
  },
  onBeforeClose(save) {
    ipcRenderer.removeAllListeners(CHANNELS.beforeClose);
    const done = () => ipcRenderer.send(CHANNELS.mayClose);
    ipcRenderer.on(CHANNELS.beforeClose, () => void save().then(done, done));
  },
};

contextBridge.exposeInMainWorld('blockoutDesktop', bridge);
