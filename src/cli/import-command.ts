import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { importAnyText } from '../documents/importers/index.ts';
import { workflowOfClip } from '../documents/workflow-of-clip.ts';
import { workflowOfJson } from '../engine/load-document.ts';
import type { EndpointValue } from '../engine/param.ts';
import { type Failure, isFailure } from '../engine/problem.ts';
import { saveWorkflow } from '../engine/save-document.ts';
import type { Host } from '../host/host.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { withCommonWords } from './options.ts';

/** `blockout import`: a workflow of what a text stands for, e.g. the request of a curl command. Nothing is run or sent. */
export const importCommand: Declaration = (program, work) =>
  withCommonWords(program.command('import'))
    .description('a workflow from curl, JavaScript, Python or JSON')
    .argument('<FILE>', 'the text; - reads standard input')
    .option('--out <WORKFLOW>', 'a new file for it, instead of stdout')
    .action((file, words) => work.withHost(words, (place) => importText(file, words.out, place)));

/** Writes the workflow that the text of a file stands for to `out`, else to stdout. */
export async function importText(
  file: string,
  out: string | undefined,
  { host, output }: HostWorkplace,
): Promise<ExitStatus> {
  const refuse = (message: string, fix: string): ExitStatus => {
    output.note(`error: ${message} ${fix}`);
    output.event({ event: 'refused', problems: [{ severity: 'error', code: 'bad-input', message, fix }] });
    return EXIT.invalid;
  };
  if (out !== undefined && existsSync(out)) return refuse(`${out} is there already.`, 'Choose another name.');
  const source = await (file === '-' ? textOf(output.streams.stdin) : readFile(file, 'utf8')).catch(
    () => null,
  );
  if (source === null)
    return refuse(`${file} can't be read.`, 'Check the path, or give - for standard input.');
  const context = { registry: host.registry, modelOf: (endpoint: string) => modelOf(host, endpoint) };
  const found = await importAnyText(source, context);
  if (!found.ok) return refuse(found.message, found.fix.replace(/^Paste/, 'Give'));
  const name = basename(file, extname(file)).replace(/^-$/, 'Imported');
  const document = workflowOfClip(found.clip, { id: randomUUID(), name }, host.registry);
  const loaded = workflowOfJson(document, host.registry);
  if (!loaded.ok) return refuse(loaded.problem.message, loaded.problem.fix ?? '');
  for (const left of found.left) output.note(`left behind: ${left}`);
  const text = saveWorkflow(loaded.workflow);
  if (out === undefined) output.text(text);
  else {
    await writeFile(out, text, { flag: 'wx' });
    output.line(`wrote ${out}`);
  }
  return EXIT.done;
}

/** What a model that has no node type of its own tells of itself; by the last copy where its provider is silent. */
async function modelOf(host: Host, endpoint: string): Promise<EndpointValue | Failure> {
  const provider = host.providers.resolve(host.settings.get().provider);
  const fetched = await host.endpoints.fetch(endpoint, provider);
  return isFailure(fetched) ? ((await host.endpoints.find(endpoint)) ?? fetched) : fetched;
}
