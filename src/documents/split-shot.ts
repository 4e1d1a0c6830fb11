import { applyEdit, type Edit } from '../engine/edits.ts';
import type { Registry } from '../engine/registry.ts';
import type { Fix, ValueKind, VideoValue } from '../engine/value.ts';
import type { Workflow, WorkflowNode } from '../engine/workflow.ts';
import { type Clip, clipOf, pasteEdits } from './clip.ts';

const GAP_PX = 80;
const NONE: ReadonlySet<string> = new Set();
/** What holds for one moment of the shot, so that only the first part keeps it. */
const ANCHORS: ReadonlySet<ValueKind> = new Set(['image', 'keyframes'] as const);

export type SplitShot =
  | {
      readonly ok: true;
      readonly edits: readonly Edit[];
      readonly overlapFrames: number;
      readonly lostAnchors: boolean;
    }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** What splitting has to know beside the workflow. */
export interface SplitFacts {
  readonly registry: Registry;
  /** The clip that a node gives, as far as a plan knows it. */
  clipOfNode(nodeId: string): Pick<VideoValue, 'frameCount'> | null;
  /** How much of the canvas these nodes take from top to bottom. */
  heightPxOf(nodeIds: ReadonlySet<string>): number;
}

/**
 * The edits that spread a shot over several requests: the clips of the first are trimmed to its part, and everything
 * from the clips to what comes of the request is copied for each further part. Parts are of one length and overlap a
 * little, since lengths come in steps of eight frames.
 */
export function splitShot(
  workflow: Workflow,
  { nodeId, partCount, frameCount }: NonNullable<Fix['split']>,
  partFrames: number,
  { registry, clipOfNode, heightPxOf }: SplitFacts,
): SplitShot {
  const before = reach(workflow, [nodeId], 'inputs');
  const nodes = [...before].map((id) => workflow.nodes.get(id)!);
  const clips = nodes.filter(({ type }) => type === 'video-input');
  const refusal = refuse(nodes, clips, clipOfNode);
  if (refusal) return refusal;

  const after = reach(workflow, [nodeId], 'outputs');
  const fromClips = reach(
    workflow,
    clips.map(({ id }) => id),
    'outputs',
  );
  const copied = new Set([...fromClips].filter((id) => before.has(id) || after.has(id)));
  const starts = Array.from({ length: partCount }, (_, part) =>
    Math.round((part * (frameCount - partFrames)) / (partCount - 1)),
  );
  const trimmed = (node: WorkflowNode, part: number): WorkflowNode => {
    const first = Number(node.params.in_frame ?? 0) + starts[part]!;
    return { ...node, params: { ...node.params, in_frame: first, out_frame: first + partFrames - 1 } };
  };

  const clipIds = new Set(clips.map(({ id }) => id));
  const edits: Edit[] = clips.map((node) => ({ kind: 'set-node', node: trimmed(node, 0) }));
  const whole = clipOf(workflow, { nodes: copied, groups: NONE, notes: NONE })!;
  const isAnchor = ({ from }: Clip['feeds'][number]) => {
    const source = workflow.nodes.get(from.node);
    const kind = source && registry.of(source)?.outputs[from.port]?.kind;
    return kind !== undefined && ANCHORS.has(kind);
  };
  const heightPx = heightPxOf(copied) + GAP_PX;
  let grown = workflow;
  for (let part = 1; part < partCount; part++) {
    const clip = {
      ...whole,
      nodes: whole.nodes.map((node) => (clipIds.has(node.id) ? trimmed(node, part) : node)),
      feeds: whole.feeds.filter((edge) => !isAnchor(edge)),
    };
    const pasted = pasteEdits(grown, clip, { x: 0, y: part * heightPx }, true).edits;
    for (const edit of pasted) grown = applyEdit(grown, edit).workflow;
    edits.push(...pasted);
  }
  return {
    ok: true,
    edits,
    overlapFrames: starts[0]! + partFrames - starts[1]!,
    lostAnchors: whole.feeds.some(isAnchor),
  };
}

function refuse(
  nodes: readonly WorkflowNode[],
  clips: readonly WorkflowNode[],
  clipOfNode: SplitFacts['clipOfNode'],
): (SplitShot & { readonly ok: false }) | null {
  const byHand = 'Split it by hand: copy the nodes and set In and Out of each Video input.';
  if (clips.length === 0)
    return { ok: false, message: 'The clip of this request comes from no Video input.', fix: byHand };
  if (nodes.some(({ type }) => type === 'conform-video'))
    return { ok: false, message: 'A Conform video node changes the length of this clip.', fix: byHand };
  const lengths = new Set(clips.map(({ id }) => clipOfNode(id)?.frameCount));
  if (lengths.has(undefined))
    return { ok: false, message: 'The length of the clip is not known yet.', fix: 'Try again in a moment.' };
  return lengths.size === 1
    ? null
    : { ok: false, message: 'The clips of this request are of different lengths.', fix: byHand };
}

/** These nodes and everything before or behind them. */
function reach(workflow: Workflow, from: readonly string[], way: 'inputs' | 'outputs'): Set<string> {
  const found = new Set(from);
  for (const id of found) {
    for (const edge of workflow.edgesOf.get(id)?.[way] ?? [])
      found.add(way === 'inputs' ? edge.from.node : edge.to.node);
  }
  return found;
}
