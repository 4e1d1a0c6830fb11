import type { PlainOutputs } from '../../engine/define-node.ts';

/** The first thing worth telling about some outputs: `1280×704 · 121 f · 24 fps · 5.04 s`. */
export function factsOf(outputs: PlainOutputs): string {
  for (const value of Object.values(outputs)) {
    const facts = factsOfValue(value);
    if (facts) return facts;
  }
  return '';
}

function factsOfValue(value: unknown): string {
  if (Array.isArray(value)) return factsOfList(value);
  if (typeof value === 'number') return String(Number(value.toFixed(4)));
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const { width, height, frameCount, fps, output, path } = value as Readonly<Record<string, unknown>>;
  if (typeof output === 'object' && output !== null) return factsOfValue(output);
  if (typeof path === 'string') return path;
  if (typeof width !== 'number' || typeof height !== 'number') return '';
  if (typeof frameCount !== 'number' || typeof fps !== 'number') return `${width}×${height}`;
  return `${width}×${height} · ${frameCount} f · ${Number(fps.toFixed(3))} fps · ${(frameCount / fps).toFixed(2)} s`;
}

/** `4 × 1280×704 …` where that is true of all of them. */
function factsOfList(values: readonly unknown[]): string {
  const [facts, ...others] = new Set(values.map(factsOfValue));
  if (facts === undefined) return 'empty';
  return others.length > 0 ? `${values.length} different` : `${values.length} × ${facts}`;
}

/** `12.4 s` or `2:05`. */
export function elapsedText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
