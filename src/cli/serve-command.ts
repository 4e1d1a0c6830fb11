import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../files/make-folder.ts';
import { createFrontDoor } from '../host/door/front-door.ts';
import { surviveUncaught } from '../host/log/last-defence.ts';
import { type EntryFile, folderForBrowser, writeEntryFile } from './browser-door/entry-file.ts';
import { openBrowser } from './browser-door/open-browser.ts';
import { type ServedEditor, serveEditor } from './browser-door/serve-editor.ts';
import { sessionFile } from './browser-door/session-file.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { grantedPaths } from './granted-paths.ts';
import { type GrantWords, portOf, withGrants } from './options.ts';
import type { Output } from './output.ts';
import { problemText } from './problem-text.ts';

const DEFAULT_PORT = 4020;
const RENDERER_FOLDER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** `blockout serve`: the editor in the browser of this machine, until it is told to stop. */
export const serveCommand: Declaration = (program, work) =>
  withGrants(program.command('serve'))
    .description('the editor in your browser, on this machine only')
    .option('--port <N>', 'where it is served; 0 is any that is free', portOf, DEFAULT_PORT)
    .option('--no-open', 'only tell the link')
    .action((words) => work.withHost(words, (place) => serve(words, place), { takeUpJobs: true }));

async function serve(
  { port, open, ...words }: GrantWords & { readonly port: number; readonly open: boolean },
  { host, output, signal }: HostWorkplace,
): Promise<ExitStatus> {
  for (const path of await grantedPaths(words)) {
    const granted = await host.grant(path);
    if (granted.ok) continue;
    output.note(problemText(granted.problem, null, host.registry));
    // Where nothing can be remembered the editor still shows what is there.
    if (!host.store.readOnlyFor) return EXIT.failed;
  }
  // It is made again when something is saved; until then nobody needs it.
  await makeFolder(host.workflows.libraryFolder).catch((error: unknown) =>
    host.log.warning('host', 'The library folder could not be made', error),
  );
  const door = createFrontDoor(host, RENDERER_FOLDER);
  if (!(await door.isBuilt())) {
    output.note('error: the editor is not built yet. Run “npm run build”, or “npm start”, which builds it.');
    return EXIT.failed;
  }
  const served = await serveEditor(door, port, sessionFile(host.home)).catch((error: Error) => error);
  if (served instanceof Error) {
    output.note(`error: port ${port} can't be opened (${served.message}). Choose another one with --port.`);
    return EXIT.failed;
  }
  const stopSurviving = surviveUncaught(host.log, () =>
    output.note('error: something went wrong inside; Blockout goes on. The log in its data folder has more.'),
  );
  announce(served, output);
  const entry = open ? await openEditor(served, host.home, output) : null;
  const stopAsking = offerLinks(served, output);
  await new Promise<void>((done) => {
    if (signal.aborted) return done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
  stopAsking();
  await entry?.remove();
  await served.close();
  stopSurviving();
  return EXIT.done;
}

function announce(served: ServedEditor, output: Output): void {
  const link = served.newLink();
  output.event({ event: 'serving', origin: served.origin, port: served.port, link });
  output.line(`Blockout is at ${link}`);
  output.line('The link works once, on this machine only. Ctrl+C stops.');
}

/** Opens the browser by a page that only the user can read; a link of its own is in it. */
async function openEditor(served: ServedEditor, home: string, output: Output): Promise<EntryFile | null> {
  try {
    const folder = await folderForBrowser(home);
    const entry = await writeEntryFile(folder, `blockout-${served.port}`, served.newLink());
    if (await openBrowser(entry.path)) return entry;
    await entry.remove();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
  output.line('Open the link in your browser.');
  return null;
}

/** Prints another link at every Enter, for another browser or after cookies were lost. */
function offerLinks(served: ServedEditor, output: Output): () => void {
  const { stdin } = output.streams;
  if (!stdin.isTTY) return () => {};
  output.line('Press Enter for another link.');
  const lines = createInterface({ input: stdin });
  lines.on('line', () => output.line(served.newLink()));
  // Ctrl+C belongs to the program, not to this reader.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  return () => lines.close();
}
