import { LGraph, LGraphCanvas, LGraphNode, LiteGraph } from '@comfyorg/litegraph';
import '@comfyorg/litegraph/style.css';
import { benchGraph, INPUTS, MODES, nearView, OUTPUTS, uncovered } from '../graph.ts';
import '../page-api.ts';
import { THUMBNAIL } from './flow-page.ts';
import './peer.css';

const WIDTH = 220;
const HEIGHT = 336;
const PICTURE_HEIGHT = 123;
const picture = new Image();
picture.src = THUMBNAIL;

class BenchNode extends LGraphNode {
  constructor() {
    super('Bench node');
    for (const port of INPUTS) this.addInput(port, 'VIDEO');
    for (const port of OUTPUTS) this.addOutput(port, 'VIDEO');
    this.addWidget('combo', 'Mode', 'light', () => {}, { values: [...MODES] });
    this.addWidget('number', 'Frames', 121, () => {}, { min: 9, max: 481, step2: 8 });
    this.addWidget('slider', 'Strength', 0.5, () => {}, { min: 0, max: 1, step2: 0.01 });
    this.addWidget('text', 'Name', 'shot', () => {});
    this.size = [WIDTH, HEIGHT];
  }

  override onDrawBackground(context: CanvasRenderingContext2D): void {
    if (this.flags.collapsed || !picture.complete) return;
    context.drawImage(picture, 0, HEIGHT - PICTURE_HEIGHT, WIDTH, PICTURE_HEIGHT);
  }
}

let graph: LGraph;
let canvas: LGraphCanvas;
let nodes: LGraphNode[] = [];

const toClient = (x: number, y: number) => {
  const { scale, offset } = canvas.ds;
  return { x: (x + offset[0]!) * scale, y: (y + offset[1]!) * scale };
};

function fitAll(): void {
  const right = Math.max(...nodes.map(({ pos }) => pos[0])) + WIDTH;
  const bottom = Math.max(...nodes.map(({ pos }) => pos[1])) + HEIGHT;
  const scale = 0.9 * Math.min(innerWidth / right, innerHeight / bottom);
  canvas.ds.scale = scale;
  canvas.ds.offset = [(innerWidth / scale - right) / 2, (innerHeight / scale - bottom) / 2];
  canvas.setDirty(true, true);
}

window.bench = {
  async build(nodeCount) {
    LiteGraph.registerNodeType('bench/node', BenchNode);
    const element = document.createElement('canvas');
    element.width = innerWidth;
    element.height = innerHeight;
    document.getElementById('root')!.append(element);
    const data = benchGraph(nodeCount);
    graph = new LGraph();
    nodes = data.nodes.map(({ x, y }) => {
      const node = new BenchNode();
      node.type = 'bench/node';
      node.pos = [x, y + LiteGraph.NODE_TITLE_HEIGHT];
      graph.add(node, true);
      return node;
    });
    for (const { from, output, to, input } of data.edges) nodes[from]!.connect(output, nodes[to]!, input);
    canvas = new LGraphCanvas(element, graph);
    canvas.allow_dragcanvas = true;
    canvas.ds.min_scale = 0.02;
    canvas.links_render_mode = LiteGraph.SPLINE_LINK;
    const { x, y } = nearView(nodeCount);
    canvas.ds.offset = [x, y];
    canvas.setDirty(true, true);
  },
  view: () => ({
    x: canvas.ds.offset[0] * canvas.ds.scale,
    y: canvas.ds.offset[1] * canvas.ds.scale,
    zoom: canvas.ds.scale,
  }),
  show(what) {
    if (what === 'all') return fitAll();
    canvas.ds.scale = 1;
    const { x, y } = nearView(nodes.length);
    canvas.ds.offset = [x, y];
    canvas.setDirty(true, true);
  },
  positionOf: (node) => ({ x: nodes[node]!.pos[0], y: nodes[node]!.pos[1] }),
  handleOf(node) {
    const [x = 0, y = 0] = nodes[node]!.pos;
    return toClient(x + 60, y - 14);
  },
  sliderOf(node) {
    const [x = 0, y = 0] = nodes[node]!.pos;
    const widget = nodes[node]!.widgets![2]!;
    return { ...toClient(x + 15, y + widget.y + 10), width: (WIDTH - 30) * canvas.ds.scale };
  },
  sliderValue: (node) => nodes[node]!.widgets![2]!.value as number,
  edgeSamples() {
    const samples: { x: number; y: number }[] = [];
    const byId = new Map(nodes.map((node) => [node.id, node]));
    for (const link of graph.links.values()) {
      const from = byId.get(link.origin_id)!.getOutputPos(link.origin_slot);
      const to = byId.get(link.target_id)!.getInputPos(link.target_slot);
      const at = toClient((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
      if (at.x > 0 && at.y > 0 && at.x < innerWidth && at.y < innerHeight) samples.push(at);
    }
    return uncovered(samples, benchGraph(nodes.length).nodes, window.bench.view());
  },
  nameOf: () => null,
  nameValue: () => null,
  ownEdgeCount: () => null,
  takeRenders: () => null,
};
