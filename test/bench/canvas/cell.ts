import { chromium } from 'playwright-core';
import './page-api.ts';
import { benchGraph } from './graph.ts';
import { handOf } from './hand.ts';
import { type Cost, measure } from './measure.ts';
import { countDrawn, emptyPlace, type Picture, type Point, takePicture } from './picture.ts';
import { installRecorder } from './recorder.ts';
import type { PageName } from './vite.bench.ts';

export interface Drawn {
  readonly drawn: number;
  readonly expected: number;
  /** Share of points beside edges that look like one. */
  readonly byChance: number;
}

/** One page with one graph size, measured in a browser of its own. */
export interface Cell {
  readonly loadMs: number;
  readonly pan: Cost;
  readonly drag: Cost;
  readonly slider: Cost;
  readonly type: Cost | null;
  readonly zoom: Cost;
  readonly farPan: Cost;
  readonly heapMb: number;
  readonly domNodes: number;
  /** Node components that rendered in the slider gesture, and how often; null without components. */
  readonly renderedNodes: number | null;
  readonly edgesNear: Drawn;
  readonly edgesAfter: Drawn;
  readonly edgesFar: Drawn;
  /** Edges that the page says it draws in the far view; null where it cannot tell. */
  readonly ownFarCount: number | null;
  /** How many edges the graph has. */
  readonly edgeCount: number;
  /** What a gesture failed to do; empty when all did what the hand asked. */
  readonly faults: readonly string[];
}

const VIEW = { width: 1280, height: 800 };
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A machine that is not done after this has not finished the gesture. */
const SETTLE_MS = 700;
const TYPED = 'harbour at dawn';

export async function measureCell(
  url: string,
  name: PageName,
  nodeCount: number,
  executablePath: string,
): Promise<Cell> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: VIEW });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.setDefaultTimeout(180_000);
    await page.addInitScript(installRecorder);
    await page.goto(`${url}/${name}.html`);
    const session = await page.context().newCDPSession(page);
    const all = await browser.newBrowserCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const hand = handOf(session);
    const settle = () => page.evaluate(settled, SETTLE_MS);
    const measured = (act: () => Promise<void>) => measure(page, session, all, act);
    const faults: string[] = [];
    const see = () => takePicture(page);

    await page.evaluate(() => document.fonts.ready);
    const loadMs = await page.evaluate((count) => window.recorder.buildAndSettle(count), nodeCount);
    await page.evaluate(() => window.bench.show('near'));
    await settle();
    const first = await see();
    const edgesNear = await drawnEdges(first);
    const heapMb = await heap();
    const domNodes = await page.evaluate(() => document.querySelectorAll('*').length);

    const pan = await panFrom(emptyPlace(first, { x: 640, y: 40 }), 'pan');
    await page.evaluate(() => window.bench.show('near'));
    await settle();

    const dragged = nodeNearMiddle(await visibleHandles());
    const drag = await dragNode(dragged);
    await settle();

    await page.evaluate(() => window.bench.takeRenders());
    const slider = await slide(dragged);
    await settle();
    const renders = await page.evaluate(() => window.bench.takeRenders());
    const type = await typeInto(dragged);
    await settle();

    const zoom = await zoomOutAndIn();
    await page.evaluate(() => window.bench.show('near'));
    await settle();
    const edgesAfter = await drawnEdges(await see());

    await page.evaluate(() => window.bench.show('all'));
    await settle();
    const far = await see();
    const edgesFar = await drawnEdges(far);
    const ownFarCount = await page.evaluate(() => window.bench.ownEdgeCount());
    const farPan = await panFrom(emptyPlace(far, { x: 640, y: 20 }), 'far pan');
    faults.push(...errors.map((message) => `page error: ${message}`));
    return {
      loadMs,
      pan,
      drag,
      slider,
      type,
      zoom,
      farPan,
      heapMb,
      domNodes,
      renderedNodes: renders && Object.keys(renders).length,
      edgesNear,
      edgesAfter,
      edgesFar,
      ownFarCount,
      edgeCount: benchGraph(nodeCount).edges.length,
      faults,
    };

    async function drawnEdges(picture: Picture): Promise<Drawn> {
      const samples = await page.evaluate(() => window.bench.edgeSamples());
      const { drawn, byChance } = countDrawn(picture, samples);
      return { drawn, byChance, expected: samples.length };
    }
    async function heap(): Promise<number> {
      for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
    }
    function visibleHandles(): Promise<(Point & { node: number })[]> {
      return page.evaluate((count) => {
        const handles: { node: number; x: number; y: number }[] = [];
        for (let node = 0; node < count; node++) {
          const { x, y, zoom } = window.bench.view();
          const flow = window.bench.positionOf(node);
          const at = { x: flow.x * zoom + x, y: flow.y * zoom + y };
          if (at.x > 100 && at.y > 80 && at.x < 900 && at.y < 420)
            handles.push({ node, ...window.bench.handleOf(node) });
        }
        return handles;
      }, nodeCount);
    }
    async function panFrom(start: Point, what: string): Promise<Cost> {
      const before = await page.evaluate(() => window.bench.view());
      const path = there(start);
      const cost = await measured(async () => {
        await hand.press(start);
        await hand.follow(path, 2000, true);
        await hand.release(path(1));
      });
      await settle();
      const after = await page.evaluate(() => window.bench.view());
      expectMove(what, path(1).x - start.x, path(1).y - start.y, after.x - before.x, after.y - before.y, 6);
      return cost;
    }
    async function dragNode({ node, ...start }: Point & { node: number }): Promise<Cost> {
      const before = await page.evaluate((id) => window.bench.positionOf(id), node);
      const path = circle(start, 140, { x: 48, y: 36 });
      const cost = await measured(async () => {
        await hand.press(start);
        await hand.follow(path, 2000, true);
        await hand.release(path(1));
      });
      await settle();
      const after = await page.evaluate((id) => window.bench.positionOf(id), node);
      // The editor snaps to 12 px, and some peers begin only after the first step of up to 15 px.
      expectMove('drag', 48, 36, after.x - before.x, after.y - before.y, 16);
      return cost;
    }
    async function slide({ node }: { node: number }): Promise<Cost> {
      const before = await page.evaluate((id) => window.bench.sliderValue(id), node);
      const { x, y, width } = await page.evaluate((id) => window.bench.sliderOf(id), node);
      const from = { x: x + width / 2, y };
      const path = (t: number) => ({ x: from.x + 0.4 * width * Math.sin(2.5 * Math.PI * t), y });
      const cost = await measured(async () => {
        await hand.press(from);
        await hand.follow(path, 1000, true);
        await hand.release(path(1));
      });
      const after = await page.evaluate((id) => window.bench.sliderValue(id), node);
      if (Math.abs(after - before) < 0.15) faults.push(`slider: went from ${before} to ${after}`);
      return cost;
    }
    async function typeInto({ node }: { node: number }): Promise<Cost | null> {
      const input = await page.evaluate((id) => window.bench.nameOf(id), node);
      if (!input) return null;
      await hand.press(input);
      await hand.release(input);
      const cost = await measured(() => hand.type(TYPED, 15));
      await settle();
      const text = await page.evaluate((id) => window.bench.nameValue(id), node);
      if (!text?.includes(TYPED)) faults.push(`type: the field says “${text}”`);
      return cost;
    }
    async function zoomOutAndIn(): Promise<Cost> {
      const before = (await page.evaluate(() => window.bench.view())).zoom;
      const middle = { x: 600, y: 390 };
      let least = before;
      const cost = await measured(async () => {
        await hand.wheel(middle, 120, 16, 20);
        least = (await page.evaluate(() => window.bench.view())).zoom;
        await hand.wheel(middle, -120, 16, 20);
      });
      await settle();
      const after = (await page.evaluate(() => window.bench.view())).zoom;
      if (least > 0.4 * before || Math.abs(after - before) > 0.25 * before)
        faults.push(`zoom: ${before} → ${least} → ${after}`);
      return cost;
    }
    function expectMove(what: string, x: number, y: number, dx: number, dy: number, tolerance: number): void {
      if (Math.abs(dx - x) > tolerance || Math.abs(dy - y) > tolerance)
        faults.push(`${what}: moved by ${Math.round(dx)}, ${Math.round(dy)} instead of ${x}, ${y}`);
    }
  } finally {
    await browser.close();
  }
}

/** Resolves when the page had `ms` without a slow frame. */
function settled(ms: number): Promise<void> {
  return new Promise((resolve) => {
    let quietSince = performance.now();
    let before = quietSince;
    const look = (now: number) => {
      if (now - before > 50) quietSince = now;
      before = now;
      if (now - quietSince > ms) resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** A zigzag across the window that ends away from where it began. */
function there(start: Point): (t: number) => Point {
  const far = { x: start.x > 640 ? 60 : 1220, y: start.y > 400 ? 60 : 740 };
  return (t) => {
    const swing = 0.5 - 0.5 * Math.cos(3 * Math.PI * t);
    return {
      x: Math.round(start.x + (far.x - start.x) * swing),
      y: Math.round(start.y + (far.y - start.y) * swing),
    };
  };
}

/** Around a circle and on to an offset. */
function circle(start: Point, radius: number, offset: Point): (t: number) => Point {
  return (t) => ({
    x: Math.round(start.x + offset.x * t + radius * Math.sin(4 * Math.PI * t)),
    y: Math.round(start.y + offset.y * t + radius * (1 - Math.cos(4 * Math.PI * t)) * 0.5),
  });
}

function nodeNearMiddle(handles: readonly (Point & { node: number })[]): Point & { node: number } {
  const distance = ({ x, y }: Point) => Math.hypot(x - 520, y - 220);
  const nearest = [...handles].sort((a, b) => distance(a) - distance(b))[0];
  if (!nearest) throw new Error('no node to drag is in view');
  return nearest;
}
