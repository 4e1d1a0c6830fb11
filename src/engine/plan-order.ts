import type { NodeType } from './define-node.ts';
import type { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import { sourceOf } from './sources.ts';
import type { Edge, Workflow, WorkflowNode } from './workflow.ts';

/** An input edge with the node that really feeds it. */
export interface Feed {
  /** Input port at the reading node. */
  readonly port: string;
  readonly source: OrderedNode;
  readonly sourcePort: string;
}

export interface OrderedNode {
  readonly node: WorkflowNode;
  readonly type: NodeType | undefined;
  readonly feeds: readonly Feed[];
  /** Place in the order; -1 for nodes that are dropped. */
  readonly index: number;
}

interface Visit extends OrderedNode {
  feeds: Feed[];
  index: number;
  state: 'open' | 'ordered' | 'dropped';
  /** The feed to look at next; -1 before the feeds are found. */
  next: number;
}

export interface Ordered {
  readonly order: readonly OrderedNode[];
  /** How many of them the targets need. */
  readonly wantedCount: number;
  readonly dropped: ReadonlySet<string>;
}

/**
 * The nodes that the targets need, each after all that feed it. Muted nodes and what cannot run without them are
 * dropped. With `all` the nodes that no target needs follow; what is wrong with their edges is not told. Walks each edge
 * once, without recursion.
 */
export function orderNodes(
  workflow: Workflow,
  registry: Registry,
  targets: readonly string[],
  problems: Problem[],
  shows: 'targets' | 'all',
): Ordered {
  const walk = new Walk(workflow, registry, problems);
  for (const target of targets) {
    const node = workflow.nodes.get(target);
    if (node) walk.from(node);
  }
  const wanted = { wantedCount: walk.order.length, dropped: new Set(walk.dropped) };
  if (shows === 'all') {
    walk.problems = [];
    for (const node of workflow.nodes) walk.from(node);
  }
  return { order: walk.order, ...wanted };
}

/** A depth-first walk against the edges; a node is ordered when all its feeds are. */
class Walk {
  readonly order: OrderedNode[] = [];
  readonly dropped = new Set<string>();
  problems: Problem[];
  readonly #workflow: Workflow;
  readonly #registry: Registry;
  readonly #visits = new Map<string, Visit>();
  readonly #stack: Visit[] = [];

  constructor(workflow: Workflow, registry: Registry, problems: Problem[]) {
    this.#workflow = workflow;
    this.#registry = registry;
    this.problems = problems;
  }

  from(target: WorkflowNode): void {
    if (this.#visits.has(target.id)) return;
    this.#stack.push(this.#visit(target));
    while (this.#stack.length > 0) {
      const visit = this.#stack[this.#stack.length - 1]!;
      if (visit.next === -1) this.#findFeeds(visit);
      const source = visit.feeds[visit.next++]?.source as Visit | undefined;
      if (source === undefined) {
        this.#stack.pop();
        this.#close(visit);
      } else if (source.next === -1) this.#stack.push(source);
      else if (source.state === 'open') this.problems.push(cycleProblem(source.node));
    }
  }

  #visit(node: WorkflowNode): Visit {
    const type = this.#registry.of(node);
    const visit: Visit = { node, type, feeds: [], index: -1, state: 'open', next: -1 };
    this.#visits.set(node.id, visit);
    return visit;
  }

  #findFeeds(visit: Visit): void {
    const { node } = visit;
    visit.next = 0;
    const edges = node.mode === 'mute' ? undefined : this.#workflow.edgesOf.get(node.id)?.inputs;
    if (!edges) return;
    for (const edge of edges) {
      const found = this.#visits.get(edge.from.node);
      if (found && found.node.mode !== 'bypass')
        visit.feeds.push({ port: edge.to.port, source: found, sourcePort: edge.from.port });
      else this.#findSource(visit, edge);
    }
  }

  #findSource(visit: Visit, edge: Edge): void {
    const source = sourceOf(this.#workflow, this.#registry, edge);
    if (source.kind === 'node') {
      const found = this.#visits.get(source.node.id) ?? this.#visit(source.node);
      visit.feeds.push({ port: edge.to.port, source: found, sourcePort: source.port });
    } else if (source.kind === 'dangling') this.problems.push(danglingProblem(source.edge));
  }

  #close(visit: Visit): void {
    const { node, type, feeds } = visit;
    let lost = 0;
    for (const feed of feeds) {
      if ((feed.source as Visit).state !== 'dropped') continue;
      lost++;
      if (type?.inputs[feed.port]?.required) visit.state = 'dropped';
    }
    if (node.mode === 'mute' || visit.state === 'dropped') {
      visit.state = 'dropped';
      this.dropped.add(node.id);
      return;
    }
    if (lost > 0) visit.feeds = feeds.filter((feed) => (feed.source as Visit).state !== 'dropped');
    visit.state = 'ordered';
    visit.index = this.order.length;
    this.order.push(visit);
  }
}

function danglingProblem(edge: Edge): Problem {
  return {
    severity: 'error',
    code: 'dangling-edge',
    nodeId: edge.to.node,
    port: edge.to.port,
    message: `An edge comes from “${edge.from.node}”, which is not in this workflow.`,
    fix: 'Remove the edge or connect another output.',
  };
}

function cycleProblem(node: WorkflowNode): Problem {
  return {
    severity: 'error',
    code: 'cycle',
    nodeId: node.id,
    message: 'This node is part of a circle of edges, so it waits for itself.',
    fix: 'Remove one edge of the circle.',
  };
}
