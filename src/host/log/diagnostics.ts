import { homedir, hostname, platform, release, tmpdir, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import about from '../../../package.json' with { type: 'json' };
import type { Host } from '../host.ts';
import { hidePaths } from './hide-paths.ts';

const LINE_COUNT = 60;
/** Longest line that is told: the beginning of a stack says where it was. */
const MAX_LINE_CHARS = 1_000;
const MAX_AGENT_CHARS = 300;
const PROGRAM = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

export interface DiagnosticsOptions {
  /** What the window says of itself: browser or Electron, with versions. */
  readonly userAgent: string;
  /** Whether paths and names of the user and the machine are told too. Keys never are. */
  readonly withPaths: boolean;
}

/** What somebody needs to know who is to find out why something went wrong, as text to be sent. */
export async function diagnosticsOf(
  host: Host,
  { userAgent, withPaths }: DiagnosticsOptions,
): Promise<string> {
  const { electron } = process.versions;
  const hide = withPaths ? (text: string) => text : (text: string) => hidePaths(text, placesOf(host));
  const lines = (await host.log.tail(LINE_COUNT)).map((line) => hide(line.slice(0, MAX_LINE_CHARS)));
  const text = [
    `Blockout ${about.version}, ${host.desktop?.dialogs ? 'desktop' : 'browser'}`,
    `Node ${process.versions.node}${electron ? `, Electron ${electron}` : ''}, SQLite ${process.versions.sqlite}`,
    `System ${platform()} ${release()} ${process.arch}`,
    `Window ${userAgent.slice(0, MAX_AGENT_CHARS)}`,
    `Provider ${providerLine(host)}`,
    `Settings ${hide(host.settings.trouble()?.message ?? 'readable')}`,
    `Ledger ${hide(ledgerLine(host))}`,
    ...(withPaths ? [`Data folder ${host.home}`] : []),
    '',
    lines.length === 0 ? 'The log is empty.' : `Last ${lines.length} lines of the log:`,
    ...lines,
  ].join('\n');
  return host.redactor.text(text);
}

function providerLine({ providers, settings }: Host): string {
  const provider = providers.resolve(settings.get().provider);
  return `${provider.id} (${providers.isReady(provider) ? 'ready' : 'has no key'})`;
}

function ledgerLine({ store, jobs }: Host): string {
  const trouble = store.trouble();
  const { total } = jobs.page(1);
  const kept = total === 1 ? '1 job' : `${total} jobs`;
  if (!trouble) return `in order, ${kept}`;
  return `${trouble.kind}${store.readOnlyFor ? ', read-only' : ''}, ${kept}: ${trouble.message} ${trouble.fix}`;
}

function placesOf({ home, settings }: Host) {
  const { grantedFolders, outputFolder } = settings.get();
  const folders = [home, homedir(), tmpdir(), ...grantedFolders, ...(outputFolder ? [outputFolder] : [])];
  return { program: PROGRAM, folders, names: [userName(), hostname()] };
}

/** Empty where the system knows no name for the user, as in a container with a number alone. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
