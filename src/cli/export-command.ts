import { placesOf, placesText } from '../engine/places.ts';
import type { RequestValue } from '../engine/value.ts';
import { type CodeLanguage, REQUEST_CODE } from '../fal/request-code/index.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';
import { codeRequestOf } from '../host/services/code-request.ts';
import { BadWord } from './bad-word.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { type WorkflowWords, withWorkflowWords } from './options.ts';
import { createOutput } from './output.ts';
import { planFile } from './planned-workflow.ts';

const LANGUAGES = Object.keys(REQUEST_CODE) as CodeLanguage[];

interface NamedRequest {
  readonly nodeId: string;
  readonly request: RequestValue;
  /** Which one of several it is, where the node runs over a list. */
  readonly among: string | null;
}

/** `blockout export`: a request of a workflow as a script that sends it by itself; nothing is sent here. */
export const exportCommand: Declaration = (program, work) =>
  withWorkflowWords(program.command('export'))
    .description('a request as a script of its own; sends nothing')
    .argument('<FILE>', 'the workflow')
    .option('--as <LANGUAGE>', `what is written: ${LANGUAGES.join(', ')}`, languageOf, 'json')
    .option('--node <ID>', 'the request node, where there are several')
    .action((file, words) => work.withHost(words, (place) => exportRequest(file, words, place)));

function languageOf(text: string): CodeLanguage {
  const known = LANGUAGES.find((language) => language === text);
  if (!known) throw new BadWord(`--as ${text}: choose ${LANGUAGES.join(', ')}.`);
  return known;
}

async function exportRequest(
  file: string,
  words: WorkflowWords & { readonly as: CodeLanguage; readonly node?: string },
  place: HostWorkplace,
): Promise<ExitStatus> {
  const { host, output } = place;
  // The script alone goes to standard output, so that it can be piped into a file.
  const beside = { ...createOutput(output.streams, false), line: output.note, ask: output.ask };
  const planned = await planFile(file, words, { ...place, output: beside });
  if (!planned.ok) return planned.status;
  const found = chosenRequest(planned.plan, words.node);
  if (typeof found === 'string') {
    output.note(`error: ${found}`);
    return EXIT.invalid;
  }
  const code = codeRequestOf(found.request, host.assets);
  if (!code.ok) {
    output.note(`error: ${code.message} ${code.fix}`);
    return EXIT.failed;
  }
  if (found.among !== null)
    output.note(`This is the request of ${found.among}. Narrow the list for another.`);
  output.text(REQUEST_CODE[words.as](code.request));
  return EXIT.done;
}

function chosenRequest({ plan }: HostPlan, nodeId: string | undefined): NamedRequest | string {
  const requests = plan.steps
    .filter(({ type }) => type.category === 'Request')
    .flatMap(({ node, forecasts, axes, cellCount }): NamedRequest[] => {
      const { request } = (forecasts[0] ?? {}) as { request?: RequestValue };
      const among = cellCount > 1 ? `${placesText(placesOf(axes, 0))}, the first of ${cellCount}` : null;
      return request ? [{ nodeId: node.id, request, among }] : [];
    });
  const ids = requests.map((one) => one.nodeId).join(', ');
  if (nodeId !== undefined) {
    return (
      requests.find((one) => one.nodeId === nodeId) ?? `--node ${nodeId}: the requests are ${ids || 'none'}.`
    );
  }
  const [first, second] = requests;
  if (!first) return 'The workflow has no request.';
  return second ? `The workflow has several requests; choose one with --node (${ids}).` : first;
}
