import type { Edge } from '@xyflow/react';
import { type BenchGraph, INPUTS, OUTPUTS } from '../graph.ts';

export const THUMBNAIL = `/api/assets/${'a'.repeat(64)}/poster?width=440`;

export function flowEdges(graph: BenchGraph): Edge[] {
  return graph.edges.map(({ from, output, to, input }) => ({
    id: `${from}.${output}>${to}.${input}`,
    source: `n${from}`,
    sourceHandle: OUTPUTS[output]!,
    target: `n${to}`,
    targetHandle: INPUTS[input]!,
  }));
}

/** The middle of every drawn edge that is on the screen. */
export function samplesOfPaths(): { x: number; y: number }[] {
  const samples: { x: number; y: number }[] = [];
  for (const path of document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')) {
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
    const at = new DOMPoint(x, y).matrixTransform(path.getScreenCTM()!);
    if (at.x > 0 && at.y > 0 && at.x < innerWidth && at.y < innerHeight) samples.push({ x: at.x, y: at.y });
  }
  return samples;
}
