import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface SavedNode {
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly position: Point;
  readonly params: Readonly<Record<string, unknown>>;
}
/** A workflow document as the host keeps it. */
export interface SavedDocument {
  readonly name: string;
  readonly nodes: readonly SavedNode[];
  readonly edges: readonly {
    readonly from: { node: string; port: string };
    readonly to: { node: string; port: string };
  }[];
  readonly groups: readonly unknown[];
  readonly notes: readonly unknown[];
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  png: 'image/png',
  json: 'application/json',
};

/** The editor as a person uses it: by mouse, keys and what can be read on the screen. */
export class Editor {
  readonly page: Page;
  readonly canvas: Locator;
  readonly runButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole('region', { name: 'Canvas' });
    this.runButton = page.getByRole('button', { name: /^Run\b/ });
  }

  /** Resolves once the tabs of last time are back and the canvas takes input. */
  async isReady(): Promise<void> {
    await this.canvas.waitFor();
    await this.page.getByRole('tab').first().waitFor();
  }

  /** A node's card by its title; the first where several have it. */
  card(title: string): Locator {
    return this.page
      .locator('[data-card]')
      .and(this.page.getByRole('region', { name: title }))
      .first();
  }

  get cards(): Locator {
    return this.page.locator('[data-card]');
  }

  port(title: string, name: string | RegExp): Locator {
    return this.card(title).getByRole('button', { name });
  }

  input(title: string, label: string): Locator {
    return this.port(title, new RegExp(`^Input ${label},`));
  }

  output(title: string, label: string): Locator {
    return this.port(title, new RegExp(`^Output ${label},`));
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('[data-sonner-toast]').filter({ hasText: text });
  }

  /** Closes all passing messages. */
  async closeMessages(): Promise<void> {
    const close =
      "document.querySelectorAll('[data-sonner-toast] [data-close-button]').forEach((cross) => cross.click())";
    // What comes while the first ones go is closed as well.
    const left = () => this.page.evaluate(close).then(() => this.toast(/./).count());
    await expect.poll(left).toBe(0);
  }

  /** A free place on the canvas, as fractions of its size. */
  async spot(x: number, y: number): Promise<Point> {
    const box = (await this.canvas.boundingBox())!;
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }

  /** Drops files on the canvas as a file manager does. */
  async dropFiles(paths: readonly string[], at: Point): Promise<void> {
    const files = await Promise.all(
      paths.map(async (path) => ({
        name: basename(path),
        type: CONTENT_TYPES[path.split('.').at(-1)!] ?? '',
        base64: (await readFile(path)).toString('base64'),
      })),
    );
    await this.dropContents(files, at);
  }

  async dropText(name: string, text: string, at: Point): Promise<void> {
    const type = CONTENT_TYPES[name.split('.').at(-1)!] ?? '';
    await this.dropContents([{ name, type, base64: Buffer.from(text).toString('base64') }], at);
  }

  private async dropContents(
    files: readonly { readonly name: string; readonly type: string; readonly base64: string }[],
    at: Point,
  ): Promise<void> {
    // The page's own objects have no types here: tests are checked without the DOM.
    const drop = `async ({ files, at }) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const target = document.elementFromPoint(at.x, at.y);
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        const init = { bubbles: true, cancelable: true, composed: true, dataTransfer: data, clientX: at.x, clientY: at.y };
        target.dispatchEvent(new DragEvent(kind, init));
      }
    }`;
    await this.page.evaluate(`(${drop})(${JSON.stringify({ files, at })})`);
  }

  /** Opens a workflow by dropping its file, and shows all of it. */
  async open(document: { readonly name: string; readonly nodes: readonly unknown[] }): Promise<void> {
    await this.dropText(`${document.name}.json`, JSON.stringify(document), await this.spot(0.5, 0.5));
    await this.page.getByRole('tab', { name: document.name, selected: true }).waitFor();
    await expect.poll(() => this.nodeCount()).toBe(document.nodes.length);
    await expect.poll(async () => (await this.document()).name).toBe(document.name);
    await this.showAll();
  }

  async showAll(): Promise<void> {
    await this.focusCanvas();
    await this.press('Home');
    await expect.poll(() => this.isStill()).toBe(true);
    await this.isPlanned();
  }

  /** Waits for the plan of the last edit: its problems move what is under them. */
  async isPlanned(): Promise<void> {
    await this.page.locator('.run__main[aria-busy=true]').waitFor({ state: 'detached' });
  }

  /** Whether the cards have stopped moving. */
  private async isStill(): Promise<boolean> {
    const where = async () => JSON.stringify(await this.cards.first().boundingBox());
    const before = await where();
    await this.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );
    return before === (await where());
  }

  /** Adds a node by double-click and search, at a place. */
  async addNode(query: string, at: Point): Promise<void> {
    const count = await this.nodeCount();
    await this.page.mouse.dblclick(at.x, at.y);
    await this.page.getByRole('combobox', { name: 'Search for a node' }).fill(query);
    await this.page.keyboard.press('Enter');
    await expect.poll(() => this.nodeCount()).toBe(count + 1);
  }

  /** Nodes of the active workflow, as the status bar counts them. */
  async nodeCount(): Promise<number> {
    const text = await this.page
      .getByRole('contentinfo')
      .getByText(/^\d+ nodes?\b/)
      .textContent();
    return Number.parseInt(text ?? '', 10);
  }

  /** Draws an edge with the mouse. */
  async connect(from: Locator, to: Locator): Promise<void> {
    await this.drag(await centre(from), await centre(to));
  }

  async drag(from: Point, to: Point, button: 'left' | 'middle' = 'left'): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down({ button });
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.up({ button });
  }

  /** Gives the canvas the keys without choosing anything. */
  async focusCanvas(): Promise<void> {
    const { x, y } = await this.spot(0.5, 0.02);
    await this.page.mouse.click(x, y);
  }

  async select(title: string): Promise<void> {
    await this.card(title).locator('[data-title]').click();
  }

  /** Types into a number field, which is a handle to drag until it is clicked. */
  async setNumber(within: Locator, label: string, value: number): Promise<void> {
    const field = within.getByLabel(label, { exact: true });
    await field.click();
    await field.fill(String(value));
    await field.press('Enter');
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** The active workflow as it is now: what has not been handed over as a draft yet is, before it is read. */
  async document(): Promise<SavedDocument> {
    await this.page.evaluate(`(async () => {
      dispatchEvent(new Event('pagehide'));
      await Promise.allSettled([...(globalThis.draftsUnderWay ?? [])]);
    })()`);
    return this.draft();
  }

  /** The draft of the active tab that the host has by itself. */
  async draft(): Promise<SavedDocument> {
    const session = await this.page.request.get('/api/session');
    const { activeId } = (await session.json()) as { activeId: string };
    const draft = await this.page.request.get(`/api/drafts/${activeId}`);
    const { view: _view, ...document } = (
      (await draft.json()) as { document: SavedDocument & { view?: unknown } }
    ).document;
    return document;
  }

  /** Edges of the kept draft as `node.port>node.port`, by node type. */
  async edges(): Promise<string[]> {
    const { nodes, edges } = await this.document();
    const typeOf = (id: string) => nodes.find((node) => node.id === id)?.type ?? id;
    return edges
      .map(({ from, to }) => `${typeOf(from.node)}.${from.port}>${typeOf(to.node)}.${to.port}`)
      .sort();
  }

  /** Starts a run, of everything unless told otherwise, and waits for its end. */
  async run(start: () => Promise<void> = () => this.runButton.click()): Promise<void> {
    const before = new Set((await this.runs()).map(({ id }) => id));
    await start();
    const ended = async () =>
      (await this.runs()).some(({ id, status }) => !before.has(id) && status !== 'running');
    await expect.poll(ended).toBe(true);
    await this.runButton.waitFor();
  }

  private async runs(): Promise<readonly { readonly id: string; readonly status: string }[]> {
    const answer = await this.page.request.get('/api/runs');
    return ((await answer.json()) as { runs: { id: string; status: string }[] }).runs;
  }

  /** Chooses a command in the palette. */
  async command(label: string): Promise<void> {
    await this.press('Control+k');
    await this.page.getByPlaceholder('What do you want to do?').fill(label);
    await this.page.getByRole('option', { name: label }).first().click();
  }
}

export async function centre(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  if (!box) throw new Error('the target is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
