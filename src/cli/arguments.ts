import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

const COMMON_OPTIONS = {
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
} as const satisfies Options;
const GRANT_OPTION = { grant: { type: 'string', multiple: true, default: [] } } as const satisfies Options;
const WORKFLOW_OPTIONS = {
  ...GRANT_OPTION,
  ...COMMON_OPTIONS,
  set: { type: 'string', multiple: true, default: [] },
  input: { type: 'string', multiple: true, default: [] },
  provider: { type: 'string' },
} as const satisfies Options;

/** Options of each command, with the words it takes. */
const COMMANDS = {
  run: {
    takes: ['FILE'],
    options: {
      ...WORKFLOW_OPTIONS,
      out: { type: 'string' },
      'new-take': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'max-usd': { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  },
  check: { takes: ['FILE'], options: WORKFLOW_OPTIONS },
  export: {
    takes: ['FILE'],
    options: { ...WORKFLOW_OPTIONS, as: { type: 'string' }, node: { type: 'string' } },
  },
  import: { takes: ['FILE'], options: { ...COMMON_OPTIONS, out: { type: 'string' } } },
  nodes: { takes: ['[TYPE]'], options: COMMON_OPTIONS },
  jobs: { takes: [], options: { ...COMMON_OPTIONS, limit: { type: 'string' }, close: { type: 'string' } } },
  restore: { takes: [], options: { ...COMMON_OPTIONS, empty: { type: 'boolean', default: false } } },
  resume: { takes: ['[ID]'], options: { ...COMMON_OPTIONS, request: { type: 'string' } } },
  serve: {
    takes: [],
    options: {
      ...COMMON_OPTIONS,
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      ...GRANT_OPTION,
    },
  },
  simulator: {
    takes: [],
    options: { ...COMMON_OPTIONS, port: { type: 'string' }, profile: { type: 'string' } },
  },
} as const satisfies Readonly<
  Record<string, { readonly takes: readonly string[]; readonly options: Options }>
>;

export type CommandName = keyof typeof COMMANDS;

export interface Parsed {
  readonly command: CommandName;
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export const USAGE = `blockout — turns 3D blockouts into photoreal video

  blockout run FILE [--set node.param=value]… [--input node=path]… [--grant DIR]… [--out DIR]
                    [--provider simulator|fal|oxen|oxen-simulator] [--new-take]
                    [--dry-run] [--max-usd N] [--yes] [--json]
  blockout check FILE [--set …] [--input …] [--grant …] [--json]
                                                         problems, jobs and price; runs nothing
  blockout export FILE --as curl|js|python|json [--node ID] [--set …] [--input …] [--grant …]
                                                         a request as a script of its own; sends nothing
  blockout import FILE|- [--out WORKFLOW]                 a workflow from curl, JavaScript, Python or JSON
  blockout nodes [TYPE] [--json]                         node types with ports and params
  blockout jobs [--limit N] [--json]                     the ledger: paid and simulated jobs, the newest 500
  blockout jobs --close ID                               ends a job from which nothing more is expected
  blockout restore [--empty] [--json]                    make a damaged ledger usable again, from its last backup
  blockout resume [ID] [--request REQUEST] [--json]      take up open jobs again and fetch their takes; REQUEST is
                                                         the provider's id of a job that was lost on the way
  blockout serve [--port N] [--no-open] [--grant DIR]…   the editor in your browser, on this machine only
  blockout simulator [--port N] [--profile NAME]         serve the embedded provider over HTTP

A workflow reads beside its own file, what --set and --input name, and the folders that --grant allows; serve keeps
these for good. It writes below --out, else into “output” where you stand.
--verbose tells on stderr what happens inside; the log of a data folder is logs/blockout.log there.
Exit status: 0 done · 1 a node or job failed · 2 bad usage or an invalid workflow · 3 over budget or cap · 4 cancelled
`;

/** Reads the words of a command line, or tells what is wrong with them. */
export function parseCommand(
  argv: readonly string[],
): { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly message: string } {
  const [name, ...rest] = argv;
  const command = COMMANDS[name as CommandName] as (typeof COMMANDS)[CommandName] | undefined;
  if (!command || name === undefined) {
    return {
      ok: false,
      message: name === undefined ? 'No command given.' : `There is no command “${name}”.`,
    };
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: command.options as Options,
      allowPositionals: true,
      strict: true,
    });
    const fewest = command.takes.filter((word) => !word.startsWith('[')).length;
    if (positionals.length < fewest || positionals.length > command.takes.length) {
      const takes = command.takes.join(' ') || 'no further words';
      return { ok: false, message: `“blockout ${name}” takes ${takes}.` };
    }
    return {
      ok: true,
      parsed: { command: name as CommandName, words: positionals, values: values as Parsed['values'] },
    };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
