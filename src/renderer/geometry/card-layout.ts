import type { NodeType } from '../../engine/define-node.ts';
import type { ValueKind } from '../../engine/value.ts';
import type { NodeEdges, WorkflowNode } from '../../engine/workflow.ts';
import { ROW_HEIGHT, rowOf } from './param-rows.ts';

export const CARD_WIDTH = 220;
export const MIN_CARD_WIDTH = 180;
export const MAX_CARD_WIDTH = 480;
export const HEADER_HEIGHT = 28;
export const FOOTER_HEIGHT = 22;
const BODY_PADDING = 4;

/** One line of a card's body; `top` is measured from the card's top edge, in px. */
export type CardRow =
  | {
      readonly kind: 'ports';
      readonly top: number;
      readonly height: number;
      readonly input: string | null;
      readonly output: string | null;
    }
  | {
      readonly kind: 'param';
      readonly top: number;
      readonly height: number;
      readonly param: string;
    };

export interface CardPreview {
  readonly top: number;
  readonly height: number;
  readonly side: 'input' | 'output';
  /** The first of these ports that has a value is shown. */
  readonly ports: readonly { readonly port: string; readonly kind: ValueKind }[];
}

/** Where everything on a card lies. Known without a DOM, so that nothing has to be measured. */
export interface CardLayout {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly CardRow[];
  readonly preview: CardPreview | null;
  /** Middle of each port, from the card's top edge. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
}

/** Heights of what a value of a kind shows on a card; 0 keeps it off the card. */
const PREVIEW_HEIGHT: { readonly [K in ValueKind]: (width: number) => number } = {
  video: (width) => Math.round((width * 9) / 16),
  image: (width) => Math.round((width * 9) / 16),
  frames: (width) => Math.round((width * 9) / 16),
  control: (width) => Math.round((width * 9) / 16),
  keyframes: () => 56,
  request: () => 112,
  report: () => 108,
  lora: () => 0,
  loras: () => 0,
  text: () => 0,
  number: () => 0,
  boolean: () => 0,
  settings: () => 0,
};

const plainLayouts = new WeakMap<NodeType, CardLayout>();
const knownLayouts = new WeakMap<WorkflowNode, { layout: CardLayout; edges: NodeEdges | undefined }>();

/** `cardLayout`, worked out once for each version of a node. */
export function layoutOfNode(
  node: WorkflowNode,
  type: NodeType | undefined,
  edges: NodeEdges | undefined,
): CardLayout {
  const known = knownLayouts.get(node);
  if (known && (known.edges === edges || !followsEdges(type))) return known.layout;
  const layout = cardLayout(node, type, edges);
  knownLayouts.set(node, { layout, edges });
  return layout;
}

/** Whether edges change how a card is laid out: an unknown type shows their ports, a wired text needs less room. */
export function followsEdges(type: NodeType | undefined): boolean {
  if (!type) return true;
  for (const id in type.params) if (rowOf(type.params[id]!).isHigh && type.inputs[id]) return true;
  return false;
}

/** The layout of a node's card. Nodes of an unknown type show the ports that their edges name. */
export function cardLayout(
  node: WorkflowNode,
  type: NodeType | undefined,
  edges: NodeEdges | undefined,
): CardLayout {
  if (!type) return unknownLayout(node, edges);
  const isPlain = node.size === undefined && node.collapsed !== true && !hasVaryingRows(type);
  const known = isPlain ? plainLayouts.get(type) : undefined;
  if (known) return known;
  const layout = node.collapsed ? collapsedLayout(node, type) : openLayout(node, type, edges);
  if (isPlain) plainLayouts.set(type, layout);
  return layout;
}

/** Params that a card has room for; the others are in the inspector. */
export function cardParams(type: NodeType, params: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(type.params).filter((id) => {
    const param = type.params[id]!;
    const { advanced, onlyWith } = param;
    if (advanced || rowOf(param).isOffCard) return false;
    return onlyWith === undefined || (params[onlyWith] ?? type.params[onlyWith]?.default) === true;
  });
}

function hasVaryingRows(type: NodeType): boolean {
  for (const id in type.params) {
    const param = type.params[id]!;
    if (typeof rowOf(param).height === 'function' || param.onlyWith !== undefined) return true;
  }
  return false;
}

function widthOf(node: WorkflowNode): number {
  return Math.min(MAX_CARD_WIDTH, Math.max(MIN_CARD_WIDTH, node.size?.width ?? CARD_WIDTH));
}

function openLayout(node: WorkflowNode, type: NodeType, edges: NodeEdges | undefined): CardLayout {
  const width = widthOf(node);
  const rows: CardRow[] = [];
  const inputs: Record<string, number> = {};
  const outputs: Record<string, number> = {};
  const params = cardParams(type, node.params);
  const shown = new Set(params);
  const loneInputs = Object.keys(type.inputs).filter((id) => !shown.has(id));
  const outputIds = Object.keys(type.outputs);
  let top = HEADER_HEIGHT + BODY_PADDING;
  for (let place = 0; place < Math.max(loneInputs.length, outputIds.length); place++) {
    const input = loneInputs[place] ?? null;
    const output = outputIds[place] ?? null;
    rows.push({ kind: 'ports', top, height: ROW_HEIGHT, input, output });
    if (input !== null) inputs[input] = top + ROW_HEIGHT / 2;
    if (output !== null) outputs[output] = top + ROW_HEIGHT / 2;
    top += ROW_HEIGHT;
  }
  const preview = previewOf(type, width);
  const fixed = BODY_PADDING + (preview?.height ?? 0) + FOOTER_HEIGHT;
  const isWired = (id: string) => edges?.inputs.some((edge) => edge.to.port === id) ?? false;
  const heights = params.map((id) => {
    const param = type.params[id]!;
    const { isHigh, height } = rowOf(param);
    if (isHigh && isWired(id)) return ROW_HEIGHT;
    return typeof height === 'number' ? height : height(node.params[id], param, width);
  });
  const natural = top + heights.reduce((sum, height) => sum + height, 0) + fixed;
  let spare = Math.max(0, (node.size?.height ?? 0) - natural);
  const stretched = params.findLastIndex((id) => rowOf(type.params[id]!).stretches && !isWired(id));
  params.forEach((id, place) => {
    const height = heights[place]! + (place === stretched ? spare : 0);
    if (place === stretched) spare = 0;
    rows.push({ kind: 'param', top, height, param: id });
    if (type.inputs[id] !== undefined) inputs[id] = top + ROW_HEIGHT / 2;
    top += height;
  });
  top += BODY_PADDING;
  const height = top + (preview?.height ?? 0) + spare + FOOTER_HEIGHT;
  return {
    width,
    height,
    rows,
    preview: preview && { ...preview, top, height: preview.height + spare },
    inputs,
    outputs,
  };
}

function previewOf(type: NodeType, width: number): Omit<CardPreview, 'top'> | null {
  const side = Object.keys(type.outputs).length > 0 ? 'output' : 'input';
  const declared = side === 'output' ? type.outputs : type.inputs;
  const ports = Object.keys(declared)
    .map((port) => ({ port, kind: declared[port]!.kind }))
    .filter(({ kind }) => side === 'input' || PREVIEW_HEIGHT[kind](width) > 0);
  const first = ports[0];
  if (!first) return null;
  const height = PREVIEW_HEIGHT[first.kind](width);
  // Of outputs that may stay empty, whichever came is shown; its place is the same.
  const mayStandIn = ({ port, kind }: (typeof ports)[number]) =>
    type.outputs[port]?.optional === true && PREVIEW_HEIGHT[kind](width) === height;
  const shown = side === 'input' ? ports : ports.filter((one) => one === first || mayStandIn(one));
  return { side, ports: shown, height };
}

function collapsedLayout(node: WorkflowNode, type: NodeType): CardLayout {
  const atMiddle = (ports: object) =>
    Object.fromEntries(Object.keys(ports).map((port) => [port, HEADER_HEIGHT / 2]));
  return {
    width: widthOf(node),
    height: HEADER_HEIGHT,
    rows: [],
    preview: null,
    inputs: atMiddle(type.inputs),
    outputs: atMiddle(type.outputs),
  };
}

function unknownLayout(node: WorkflowNode, edges: NodeEdges | undefined): CardLayout {
  const inputIds = [...new Set(edges?.inputs.map((edge) => edge.to.port))];
  const outputIds = [...new Set(edges?.outputs.map((edge) => edge.from.port))];
  const rows: CardRow[] = [];
  const inputs: Record<string, number> = {};
  const outputs: Record<string, number> = {};
  let top = HEADER_HEIGHT + BODY_PADDING;
  for (let place = 0; place < Math.max(1, inputIds.length, outputIds.length); place++) {
    const input = inputIds[place] ?? null;
    const output = outputIds[place] ?? null;
    rows.push({ kind: 'ports', top, height: ROW_HEIGHT, input, output });
    if (input !== null) inputs[input] = top + ROW_HEIGHT / 2;
    if (output !== null) outputs[output] = top + ROW_HEIGHT / 2;
    top += ROW_HEIGHT;
  }
  const height = node.collapsed ? HEADER_HEIGHT : top + BODY_PADDING + 2 * ROW_HEIGHT + FOOTER_HEIGHT;
  if (!node.collapsed) return { width: widthOf(node), height, rows, preview: null, inputs, outputs };
  for (const port of inputIds) inputs[port] = HEADER_HEIGHT / 2;
  for (const port of outputIds) outputs[port] = HEADER_HEIGHT / 2;
  return { width: widthOf(node), height, rows: [], preview: null, inputs, outputs };
}
