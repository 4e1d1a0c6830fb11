/** What each peer's page offers the driver as `window.bench`. Points are in px of the window. */
export interface BenchPage {
  /** Builds and shows the graph; resolves when it was handed over. */
  build(nodeCount: number): Promise<void>;
  view(): { readonly x: number; readonly y: number; readonly zoom: number };
  /** Shows the middle of the graph at zoom 1, or all of it. */
  show(what: 'near' | 'all'): void;
  /** Top left corner of a node in flow px. */
  positionOf(node: number): { readonly x: number; readonly y: number };
  /** Where to press to drag a node, and to change its number. */
  handleOf(node: number): { readonly x: number; readonly y: number };
  sliderOf(node: number): { readonly x: number; readonly y: number; readonly width: number };
  sliderValue(node: number): number;
  /** A point on every edge that is on the screen and not under a node, in px of the window. */
  edgeSamples(): readonly { readonly x: number; readonly y: number }[];
  /** Where to press to type into a node's text field, and what it holds; null where typing opens a dialog. */
  nameOf(node: number): { readonly x: number; readonly y: number } | null;
  nameValue(node: number): string | null;
  /** How many edges the page draws by its own count; null where it keeps none. */
  ownEdgeCount(): number | null;
  /** How often node components rendered since the last call; null for peers without components. */
  takeRenders(): Readonly<Record<string, number>> | null;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
