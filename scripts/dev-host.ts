import { fileURLToPath } from 'node:url';
import { serveEditor } from '../src/cli/browser-door/serve-editor.ts';
import { sessionFile } from '../src/cli/browser-door/session-file.ts';
import { createHost } from '../src/host/create-host.ts';
import { createFrontDoor } from '../src/host/door/front-door.ts';

/** What `scripts/dev.ts` is told once the host can be asked, and again for every `link` that it orders. */
export interface DevHostMessage {
  readonly port: number;
  /** Opens the editor once. */
  readonly link: string;
}

const BUILT = fileURLToPath(new URL('../dist/renderer', import.meta.url));

const host = createHost({ env: process.env, takeUpJobs: true, onLogLine: (line) => console.error(line) });
const served = await serveEditor(
  createFrontDoor(host, BUILT),
  Number(process.argv[2] ?? 0),
  sessionFile(host.home),
);
const tell = () => process.send?.({ port: served.port, link: served.newLink() } satisfies DevHostMessage);
process.on('message', tell);
// Ctrl+C reaches this process, too; it ends when the one that started it lets go.
process.on('SIGINT', () => {});
process.once('disconnect', async () => {
  await served.close();
  await host.close();
  process.exit();
});
tell();
