import { type Command, Option } from '@commander-js/extra-typings';
import { PROVIDERS } from '../host/providers/index.ts';
import type { InputFile, ParamSet } from '../host/runs/apply-sets.ts';
import { BadWord } from './bad-word.ts';

const GRANT = new Option('--grant <DIR>', 'a folder that may be read; may be given again').argParser(
  (name: string, before: readonly string[] = []) => [...before, name],
);
const SET = new Option('--set <node.param=value>', 'another value for a param; may be given again').argParser(
  (text: string, before: readonly ParamSet[] = []) => [...before, setOf(text)],
);
const INPUT = new Option('--input <node=path>', 'a file, folder or address; may be given again').argParser(
  (text: string, before: readonly InputFile[] = []) => [...before, inputOf(text)],
);

/** What every command takes. */
export const withCommonWords = (command: Command) =>
  command
    .option('--json', 'one JSON event a line on stdout, and nothing else')
    .option('--verbose', 'tell on stderr what happens inside');

/** The same with the folders that it may read. */
export const withGrants = (command: Command) => withCommonWords(command).addOption(GRANT);

/** What every command takes that plans a workflow. */
export const withWorkflowWords = (command: Command) =>
  withGrants(command)
    .addOption(SET)
    .addOption(INPUT)
    .option('--provider <ID>', `who takes the jobs: ${PROVIDERS.map(({ id }) => id).join(', ')}`);

export type CommonWords = ReturnType<ReturnType<typeof withCommonWords>['opts']>;
export type GrantWords = ReturnType<ReturnType<typeof withGrants>['opts']>;
export type WorkflowWords = ReturnType<ReturnType<typeof withWorkflowWords>['opts']>;

function setOf(text: string): ParamSet {
  const found = /^([^=.]+)\.([^=]+)=([\s\S]*)$/.exec(text);
  if (!found) throw new BadWord(`--set ${text}: write node.param=value, e.g. settings.num_frames=97.`);
  return { nodeId: found[1]!, param: found[2]!, text: found[3]! };
}

function inputOf(text: string): InputFile {
  const found = /^([^=]+)=([\s\S]+)$/.exec(text);
  if (!found) throw new BadWord(`--input ${text}: write node=path, e.g. clip=shot010.mp4.`);
  return { nodeId: found[1]!, path: found[2]! };
}

/** A port of this machine; 0 is any that is free. */
export function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new BadWord(`--port ${text}: give a port from 0 to 65535.`);
}
