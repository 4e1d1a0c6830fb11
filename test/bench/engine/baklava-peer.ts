import { defineNode, Editor, NodeInterface } from '@baklavajs/core';
import { DependencyEngine } from '@baklavajs/engine';
import { type AdditionGraph, add } from './graphs.ts';
import type { Peer } from './peer.ts';

const AddNode = defineNode({
  type: 'add',
  inputs: {
    value: () => new NodeInterface<number>('value', 0),
    a: () => new NodeInterface<number>('a', 0),
    b: () => new NodeInterface<number>('b', 0),
  },
  outputs: { sum: () => new NodeInterface<number>('sum', 0) },
  async calculate({ value, a, b }) {
    return { sum: add(add(value, a), b) };
  },
});

/** BaklavaJS: orders the graph once, then runs all of it at every change. */
export async function baklavaPeer({ values, inputs }: AdditionGraph): Promise<Peer> {
  const editor = new Editor();
  editor.registerNodeType(AddNode);
  const nodes = values.map((value) => {
    const node = new AddNode();
    node.inputs.value.value = value;
    editor.graph.addNode(node);
    return node;
  });
  for (const [index, list] of inputs.entries()) {
    for (const [place, input] of list.entries()) {
      const target = nodes[index]!.inputs[place === 0 ? 'a' : 'b'];
      if (!editor.graph.addConnection(nodes[input]!.outputs.sum, target)) throw new Error('not connected');
    }
  }
  const engine = new DependencyEngine(editor);
  let results = new Map<string, Map<string, unknown>>();
  const runAll = async () => {
    results = (await engine.runOnce(null)) as unknown as typeof results;
  };
  return {
    runAll,
    async editAndRun(node, value) {
      nodes[node]!.inputs.value.value = value;
      await runAll();
    },
    sumOf: (node) => results.get(nodes[node]!.id)!.get('sum') as number,
  };
}
