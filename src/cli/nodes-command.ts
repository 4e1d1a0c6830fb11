import type { NodeType } from '../engine/define-node.ts';
import { MEDIA_WORDS } from '../engine/media-ref.ts';
import type { Param } from '../engine/param.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { withCommonWords } from './options.ts';

/** `blockout nodes`: the node types, or one of them with ports and params. */
export const nodesCommand: Declaration = (program, work) =>
  withCommonWords(program.command('nodes'))
    .description('node types with ports and params')
    .argument('[TYPE]', 'one of them, in detail')
    .action((wanted, words) => work.withHost(words, async (place) => tellTypes(wanted, place)));

function tellTypes(wanted: string | undefined, { host: { registry }, output }: HostWorkplace): ExitStatus {
  const types = registry.list.filter((type) => wanted === undefined || type.id === wanted);
  if (types.length === 0) {
    output.note(
      `error: there is no node type “${wanted}”. Known: ${registry.list.map((type) => type.id).join(', ')}.`,
    );
    output.event({
      event: 'refused',
      problems: [{ severity: 'error', code: 'unknown-node-type', message: wanted }],
    });
    return EXIT.invalid;
  }
  for (const type of types) {
    const { id, version, title, category, help, inputs, outputs, params } = type;
    output.event({ event: 'node-type', id, version, title, category, help, inputs, outputs, params });
    output.line(`${id.padEnd(22)} ${category.padEnd(8)} ${help}`);
    if (wanted !== undefined) for (const line of details(type)) output.line(line);
  }
  return EXIT.done;
}

function details({ inputs, outputs, params }: NodeType): string[] {
  return [
    ...Object.entries(inputs).map(
      ([id, port]) =>
        `  in    ${id.padEnd(22)} ${port.kind}${port.required ? ', required' : ''} — ${port.help ?? port.label}`,
    ),
    ...Object.entries(outputs).map(
      ([id, port]) => `  out   ${id.padEnd(22)} ${port.kind} — ${port.help ?? port.label}`,
    ),
    ...Object.entries(params).map(
      ([id, param]) => `  param ${id.padEnd(22)} ${valuesOf(param)} — ${param.help ?? param.label}`,
    ),
  ];
}

/** What a param takes, in words: `9…481, default 121`. */
function valuesOf(param: Param): string {
  switch (param.kind) {
    case 'number':
    case 'integer':
    case 'slider':
    case 'frames':
    case 'optional-number':
      return `${param.min}…${param.max}, default ${param.default ?? 'none'}`;
    case 'choice':
      return `${param.options.join(' | ')}, default ${param.default}`;
    case 'toggle':
      return `true | false, default ${param.default}`;
    case 'seed':
      return 'a whole number, or randomize';
    case 'size':
      return 'WIDTHxHEIGHT, or none';
    case 'preset-size':
      return `${param.options.join(' | ')} | WIDTHxHEIGHT, default ${param.default}`;
    case 'media':
      return `a path or URL of ${MEDIA_WORDS[param.accepts]}`;
    case 'path':
      return param.reads === 'frames' ? 'a pattern of numbered files, or one of them' : 'a path of a folder';
    case 'layer':
      return 'the name of a layer, or nothing for the first';
    case 'endpoint':
      return 'the id of a model at fal';
    case 'text':
    case 'multiline':
      return 'text';
  }
}
