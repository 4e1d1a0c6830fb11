import { LGraph, LGraphNode, LiteGraph } from 'litegraph.js';
import { type AdditionGraph, add } from './graphs.ts';
import type { Peer } from './peer.ts';

class AddNode extends LGraphNode {
  value = 0;
  sum = 0;

  constructor() {
    super();
    this.addInput('a', 'number');
    this.addInput('b', 'number');
    this.addOutput('sum', 'number');
  }

  override onExecute(): void {
    this.sum = add(add(this.value, this.getInputData<number>(0) ?? 0), this.getInputData<number>(1) ?? 0);
    this.setOutputData(0, this.sum);
  }
}

/** litegraph.js: synchronous, runs the whole graph at every step, keeps no results. */
export async function litegraphPeer({ values, inputs }: AdditionGraph): Promise<Peer> {
  LiteGraph.MAX_NUMBER_OF_NODES = 100_000;
  LiteGraph.registerNodeType('bench/add', AddNode);
  const graph = new LGraph();
  const nodes = values.map((value) => {
    const node = LiteGraph.createNode<AddNode>('bench/add');
    node.value = value;
    graph.add(node, true);
    return node;
  });
  for (const [index, list] of inputs.entries()) {
    for (const [place, input] of list.entries()) nodes[input]!.connect(0, nodes[index]!, place);
  }
  return {
    plan: () => graph.updateExecutionOrder(),
    runAll: async () => graph.runStep(1),
    async editAndRun(node, value) {
      nodes[node]!.value = value;
      graph.runStep(1);
    },
    sumOf: (node) => nodes[node]!.sum,
  };
}
