import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { workflowOfRequest } from '../documents/workflow-of-request.ts';
import { workflowOfJson } from '../engine/load-document.ts';
import { isFailure } from '../engine/problem.ts';
import { saveWorkflow } from '../engine/save-document.ts';
import { readRequestCode } from '../fal/request-code/read/index.ts';
import type { Host } from '../host/host.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

/** `blockout import`: a workflow that sends the request of a curl command, a script or JSON. Nothing is run or sent. */
export async function importCommand(host: Host, parsed: Parsed, output: Output): Promise<ExitStatus> {
  const refuse = (message: string, fix: string): ExitStatus => {
    output.note(`error: ${message} ${fix}`);
    output.event({ event: 'refused', problems: [{ severity: 'error', code: 'bad-input', message, fix }] });
    return EXIT.invalid;
  };
  const file = parsed.words[0]!;
  const out = parsed.values.out as string | undefined;
  if (out !== undefined && existsSync(out)) return refuse(`${out} is there already.`, 'Choose another name.');
  const source = await (file === '-' ? textOf(output.streams.stdin) : readFile(file, 'utf8')).catch(
    () => null,
  );
  if (source === null)
    return refuse(`${file} can't be read.`, 'Check the path, or give - for standard input.');
  const read = readRequestCode(source);
  if (!read.ok) return refuse(read.message, read.fix.replace(/^Paste/, 'Give'));
  const workflowId = randomUUID();
  let made = workflowOfRequest(read, host.registry, workflowId);
  if (!made) {
    const provider = host.providers.resolve(host.settings.get().provider);
    const fetched = await host.endpoints.fetch(read.endpoint, provider);
    const model = isFailure(fetched) ? await host.endpoints.find(read.endpoint) : fetched;
    if (isFailure(fetched) && !model) return refuse(fetched.message, fetched.fix);
    made = workflowOfRequest(read, host.registry, workflowId, { ...model! })!;
  }
  const loaded = workflowOfJson(made.document, host.registry);
  if (!loaded.ok) return refuse(loaded.problem.message, loaded.problem.fix ?? '');
  for (const lost of made.lost) output.note(`left behind: ${lost}`);
  for (const name of read.unread) output.note(`left behind: ${name} (its value is not in the text)`);
  const text = saveWorkflow(loaded.workflow);
  if (out === undefined) output.text(text);
  else {
    await writeFile(out, text, { flag: 'wx' });
    output.line(`wrote ${out}`);
  }
  return EXIT.done;
}
