import { mediaRefSchema } from '../../engine/media-ref.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import type { Workflow } from '../../engine/workflow.ts';
import type { Redactor } from '../settings/redact.ts';

export interface SharedWorkflow {
  readonly document: Record<string, unknown>;
  /** What was taken out, as sentences. */
  readonly removed: readonly string[];
}

type Json = Record<string, unknown>;

const NODE_FIELDS = ['type', 'typeVersion', 'title', 'position', 'size', 'mode', 'collapsed'];
/** A rooted path of Unix, Windows or a network share, up to where a sentence would go on; not the id of a model. */
const ROOTED_PATH = /(?<![\w.-])(?:~|[A-Za-z]:)?[\\/]{1,2}(?:[^\\/\s"'<>|]+[\\/])+([^\\/\s"'<>|]+)/g;
/** The two-part form of a fal key. */
const KEY_FORM = /\b[0-9a-f]{8}-[0-9a-f-]{27}:[0-9a-f]{32}\b/gi;

/**
 * A copy that may leave the house: no paths, addresses, notes, ids of this machine, unknown fields or keys. Media are
 * named by their file name alone, to be put beside the workflow or chosen again.
 */
export function shareWorkflow(workflow: Workflow, redactor: Redactor): SharedWorkflow {
  const found = new Set<string>();
  const document = documentOfWorkflow(workflow);
  const newIds = new Map(document.nodes.map(({ id }, place) => [String(id), `n${place + 1}`]));
  const note = (sentence: string) => void found.add(sentence);

  function text(original: string): string {
    const withoutPaths = original.replaceAll(ROOTED_PATH, (path, name: string) => {
      if (/^[\\/]{2}/.test(path) && /https?:$/i.test(original.slice(0, original.indexOf(path)))) return path;
      note('Paths in texts were shortened to their last part.');
      return name;
    });
    const clean = redactor.text(withoutPaths.replaceAll(KEY_FORM, '[key]'));
    if (clean !== withoutPaths) note('A key was blacked out.');
    return clean;
  }

  function value(original: unknown): unknown {
    const media = mediaRefSchema.safeParse(original).data;
    if (media) {
      note('Media are named by file name only; put them beside the workflow or choose them again.');
      return {
        path: 'asset' in media ? fileName(media.name) : fileName('path' in media ? media.path : media.url),
      };
    }
    if (typeof original === 'string') return text(original);
    if (Array.isArray(original)) return original.map(value);
    if (typeof original !== 'object' || original === null) return original;
    return Object.fromEntries(Object.entries(original).map(([name, part]) => [name, value(part)]));
  }

  const nodes = document.nodes.map((node) => ({
    id: newIds.get(String(node.id)),
    ...(value(picked(node, NODE_FIELDS)) as Json),
    params: value(node.params),
  }));
  const edges = document.edges.map((edge) => {
    const end = (at: unknown) => ({ ...(at as Json), node: newIds.get(String((at as Json).node)) ?? 'none' });
    return { from: picked(end(edge.from), ['node', 'port']), to: picked(end(edge.to), ['node', 'port']) };
  });
  const groups = (document.groups as Json[]).map((group, place) => ({
    id: `g${place + 1}`,
    ...(value(picked(group, ['title', 'rect', 'color'])) as Json),
  }));
  const exposed = document.exposed
    .filter(({ node }) => newIds.has(String(node)))
    .map((entry) => ({ ...picked(entry, ['param', 'label']), node: newIds.get(String(entry.node)) }));
  if ((document.notes as unknown[]).length > 0) note('Notes were left out.');
  if (Object.keys(workflow.extra).length > 0) note('Fields that Blockout does not know were left out.');
  note('Ids of the workflow and its nodes were replaced.');
  return {
    document: {
      format: document.format,
      version: document.version,
      id: 'shared',
      name: text(workflow.name),
      nodes,
      edges,
      groups,
      notes: [],
      exposed,
    },
    removed: [...found],
  };
}

function picked(fields: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
}

/** The last part of a path or an address, without its query. */
function fileName(path: string): string {
  const plain = /^https?:/i.test(path) ? new URL(path).pathname : path;
  return (
    plain
      .split(/[\\/]/)
      .filter((part) => part !== '' && part !== '..')
      .at(-1) ?? 'file'
  );
}
