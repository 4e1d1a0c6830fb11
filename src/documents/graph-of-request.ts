import type { NodeType } from '../engine/define-node.ts';
import type { MediaRef } from '../engine/media-ref.ts';
import type { EndpointValue, Param } from '../engine/param.ts';
import { refuseParamValue } from '../engine/param-kinds.ts';
import type { Registry } from '../engine/registry.ts';
import type { RequestFieldValue } from '../engine/value.ts';
import type { CodeValue } from '../fal/request-code/request-text.ts';
import { KEYFRAME_FIELDS } from '../requests/request-ports.ts';

const COLUMN_PX = 320;
const ROW_PX = 280;
const LORA_PORTS = ['lora_1', 'lora_2', 'lora_3'];
const ANY_MODEL = 'fal-endpoint';
const STORED_ASSET = /(?:^|[/\\])([0-9a-f]{64})$/;

interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: { readonly x: number; readonly y: number };
  readonly params: Readonly<Record<string, unknown>>;
}
interface End {
  readonly node: string;
  readonly port: string;
}

/** Nodes and edges that build a request, as data of a workflow. */
export interface RequestGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly from: End; readonly to: End }[];
  /** The node whose output is the request. */
  readonly request: string;
  /** Labels of fields that found no place, with the reason. */
  readonly lost: readonly string[];
}

/** A field as a script or as the ledger has it: files by their path, their address or their hash. */
type FieldValue = CodeValue | RequestFieldValue;
export interface AskedRequest {
  readonly endpoint: string;
  readonly input: Readonly<Record<string, FieldValue>>;
}

/**
 * Turns a request into the nodes that build it. Null where no node type of the registry asks its endpoint, and `model`
 * does not describe it.
 */
export function graphOfRequest(
  { endpoint, input }: AskedRequest,
  registry: Registry,
  model?: EndpointValue,
): RequestGraph | null {
  const asker = askerOf(endpoint, registry, model);
  if (!asker) return null;
  const { type, told } = asker;
  const lost: string[] = [];
  const graph = createGraph(registry, lost);
  const params: Record<string, unknown> = { ...told };
  const rest = new Map(Object.entries(input));
  const take = (name: string): FieldValue | undefined => {
    const value = rest.get(name);
    rest.delete(name);
    return value;
  };

  const request = graph.add(type.id, 2, {});
  const video = type.inputs.video ? addMedia(graph, take('video_url'), 1) : null;
  if (video) graph.connect(video, 'video', request, 'video');
  addStills(graph, type, request, take, lost);
  if (type.inputs.control) addControl(graph, request, video, take, lost);
  if (type.inputs.loras) addLoras(graph, request, take('loras'));
  for (const [name, value] of rest) {
    const port = type.inputs[name]?.kind;
    const param = type.params[name];
    if (port === 'video') graph.connect(addMedia(graph, value, 1)!, 'video', request, name);
    else if (port === 'image') graph.connect(addStill(graph, value), 'image', request, name);
    else if (!param) lost.push(`${name} (not a field of ${type.title})`);
    else if (holdsFile(value)) lost.push(`${name} (files in a list are named by their web address only)`);
    else Object.assign(params, fitting(type, { [name]: storedValue(param, value) }, lost));
  }
  const nodes = graph.nodes.map((node) => (node.id === request ? { ...node, params } : node));
  return { nodes, edges: graph.edges, request, lost };
}

/** The node type that asks an endpoint, and what it has to be told for that. */
function askerOf(endpoint: string, registry: Registry, model: EndpointValue | undefined) {
  const own = registry.list.find((one) => one.endpoint === endpoint);
  if (own) return { type: own, told: {} };
  const told = { endpoint: model };
  const any = model?.id === endpoint ? registry.of({ type: ANY_MODEL, params: told }) : undefined;
  return any?.specialise?.isDone ? { type: any, told } : null;
}

/** A value as the param of its field keeps it; a model's lists and objects are typed as JSON. */
function storedValue(param: Param, value: FieldValue): unknown {
  if (param.kind === 'seed') return { mode: 'fixed', value };
  const isTyped = param.kind === 'multiline' && typeof value === 'object' && value !== null;
  return isTyped ? JSON.stringify(value) : value;
}

function holdsFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'file' in value || 'asset' in value || Object.values(value).some(holdsFile);
}

interface Graph {
  readonly nodes: GraphNode[];
  readonly edges: { from: End; to: End }[];
  /** Adds a node to a column, below those that are there; returns its id. */
  add(type: string, column: number, params: Readonly<Record<string, unknown>>): string;
  connect(from: string, fromPort: string, to: string, toPort: string): void;
}

/** The params that the node type takes as they are; the others are told. */
function fitting(
  { params }: NodeType,
  values: Readonly<Record<string, unknown>>,
  lost: string[],
): Readonly<Record<string, unknown>> {
  const fits = ([name, value]: [string, unknown]) => {
    const refusal = refuseParamValue(value, params[name]!);
    if (refusal !== null) lost.push(`${params[name]!.label} (must ${refusal})`);
    return refusal === null;
  };
  return Object.fromEntries(Object.entries(values).filter(fits));
}

function createGraph(registry: Registry, lost: string[]): Graph {
  const nodes: GraphNode[] = [];
  const edges: { from: End; to: End }[] = [];
  const heights: number[] = [];
  return {
    nodes,
    edges,
    add(typeId, column, params) {
      const type = registry.get(typeId)!;
      const row = heights[column] ?? 0;
      heights[column] = row + 1;
      const id = `${typeId}-${nodes.filter((node) => node.type === typeId).length + 1}`;
      const position = { x: column * COLUMN_PX, y: row * ROW_PX };
      nodes.push({
        id,
        type: typeId,
        typeVersion: type.version,
        position,
        params: fitting(type, params, lost),
      });
      return id;
    },
    connect: (from, fromPort, to, toPort) =>
      edges.push({ from: { node: from, port: fromPort }, to: { node: to, port: toPort } }),
  };
}

/** How a workflow names the file of a field; null where the value is no file and no web address. */
function mediaRef(value: FieldValue | undefined): MediaRef | null {
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? { url: value } : null;
  if (typeof value !== 'object' || value === null) return null;
  if ('asset' in value && typeof value.asset === 'string')
    return { asset: value.asset, name: String((value as { readonly name?: unknown }).name ?? '') };
  if (!('file' in value) || typeof value.file !== 'string') return null;
  // A file of the asset store is called by its hash.
  const stored = STORED_ASSET.exec(value.file)?.[1];
  return stored ? { asset: stored, name: stored.slice(0, 8) } : { path: value.file };
}

function addMedia(graph: Graph, value: FieldValue | undefined, column: number): string | null {
  if (value === undefined) return null;
  return graph.add('video-input', column, { clip: mediaRef(value) });
}

function addStill(graph: Graph, value: FieldValue): string {
  return graph.add('image-input', 0, { image: mediaRef(value) });
}

function addStills(
  graph: Graph,
  type: NodeType,
  request: string,
  take: (name: string) => FieldValue | undefined,
  lost: string[],
): void {
  let keyframes: string | null = null;
  for (const [place, field] of Object.entries(KEYFRAME_FIELDS)) {
    const value = take(field);
    if (value === undefined) continue;
    const takesOne = place === 'first' && type.inputs.image !== undefined;
    if (!takesOne && !type.inputs.keyframes) {
      lost.push(`${field} (not a field of ${type.title})`);
      continue;
    }
    const still = addStill(graph, value);
    if (takesOne) graph.connect(still, 'image', request, 'image');
    else {
      if (keyframes === null) {
        keyframes = graph.add('keyframes', 1, {});
        graph.connect(keyframes, 'keyframes', request, 'keyframes');
      }
      graph.connect(still, 'image', keyframes, place);
    }
  }
}

function addControl(
  graph: Graph,
  request: string,
  base: string | null,
  take: (name: string) => FieldValue | undefined,
  lost: string[],
): void {
  const value = take('control_video_url');
  const stored = {
    use_as_is: take('skip_control_preprocess'),
    preserve_original: take('preserve_original_video'),
    strength: take('strength'),
  };
  if (value === undefined) {
    if (stored.preserve_original === true) lost.push('preserve_original_video (there is no control video)');
    return;
  }
  const params = Object.fromEntries(Object.entries(stored).filter(([, one]) => one !== undefined));
  const control = graph.add('control-video', 1, { use_as_is: false, ...params });
  graph.connect(addMedia(graph, value, 0)!, 'video', control, 'video');
  if (base !== null) graph.connect(base, 'video', control, 'base');
  graph.connect(control, 'control', request, 'control');
}

function addLoras(graph: Graph, request: string, value: FieldValue | undefined): void {
  if (!Array.isArray(value) || value.length === 0) return;
  const stack = graph.add('lora-stack', 1, { preset: 'none' });
  graph.connect(stack, 'loras', request, 'loras');
  for (const [place, one] of (value as readonly FieldValue[]).entries()) {
    const { path = '', scale = 1 } = (one ?? {}) as Readonly<Record<string, FieldValue>>;
    const file = mediaRef(path);
    const lora =
      file && 'asset' in file
        ? graph.add('lora', 0, { file, scale })
        : graph.add('lora', 0, { path: typeof path === 'string' ? path : '', scale });
    const port = LORA_PORTS[place];
    if (port) graph.connect(lora, 'lora', stack, port);
  }
}
