import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { PROVIDERS } from '../src/host/providers/index.ts';

const SRC = resolve(import.meta.dirname, '../src');
const MAX_LINES = 400;

/**
 * Which folders of src and which packages each folder may import. `node:` stands for every Node module. What the editor
 * loads takes zod in its small form.
 */
const ALLOWED: Readonly<
  Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>
> = {
  engine: { folders: [], packages: ['zod/mini'] },
  fal: { folders: [], packages: ['zod/mini', 'ipaddr.js'] },
  formats: { folders: [], packages: [] },
  files: { folders: [], packages: ['node:'] },
  requests: { folders: ['engine', 'fal'], packages: [] },
  sources: { folders: ['engine'], packages: [] },
  nodes: { folders: ['engine', 'fal', 'requests', 'sources'], packages: [] },
  settings: { folders: [], packages: ['zod/mini'] },
  documents: { folders: ['engine', 'fal', 'requests'], packages: ['zod/mini'] },
  media: {
    folders: ['formats', 'files'],
    packages: ['mediabunny', '@mediabunny/server', 'node-av', 'sharp', 'node:'],
  },
  simulator: {
    folders: ['fal', 'files', 'media'],
    packages: ['hono', '@hono/node-server', 'zod', 'sharp', 'fflate', 'node:'],
  },
  host: {
    folders: [
      'engine',
      'fal',
      'formats',
      'files',
      'requests',
      'sources',
      'nodes',
      'documents',
      'settings',
      'media',
      'simulator',
    ],
    packages: [
      ...['hono', '@hono/zod-validator', 'zod', '@fal-ai/client', 'eventsource-parser', 'yauzl', 'undici'],
      'node:',
    ],
  },
  main: { folders: ['host'], packages: ['electron', 'node:'] },
  cli: {
    folders: ['host', 'documents', 'engine', 'fal', 'files', 'simulator'],
    packages: ['@commander-js/extra-typings', '@hono/node-server', 'hono', 'node:'],
  },
  renderer: {
    folders: ['engine', 'fal', 'formats', 'requests', 'nodes', 'documents', 'settings'],
    packages: [
      ...['react', 'react-dom', 'zustand', 'zod/mini', 'hono/client', '@xyflow/react', 'elkjs'],
      ...['eventsource-parser', 'radix-ui', 'cmdk', 'sonner', 'lucide-react', '@fontsource-variable/inter'],
    ],
  },
};

/** The floors of the editor, lowest first: a folder imports from the floors below its own alone, for types too. */
const FLOORS: readonly (readonly string[])[] = [
  ['look', 'host'],
  ['state'],
  ['geometry'],
  ['stage'],
  ['parts'],
  ['commands'],
  ['boundaries'],
  ['fields', 'previews'],
  ['canvas', 'panels', 'viewer', 'dialogs'],
  ['shell'],
  [''],
];

/** Imports that reach into a folder only for its types. */
const TYPE_ONLY: Readonly<Record<string, readonly string[]>> = { renderer: ['host'] };

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

function sourceFiles(folder: string, kind = /\.tsx?$/): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kind.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Every import, re-export and `import()` that names its target, as the parser sees them. */
function importsOf(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const found = (target: string, isTypeOnly: boolean): Import => ({ file, target, isTypeOnly });
  const isType = (entry: { isType: boolean }) => entry.isType;
  const allTypes = (entries: readonly { isType: boolean }[]) => entries.length > 0 && entries.every(isType);
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) =>
      found(moduleRequest.value, allTypes(entries)),
    ),
    ...module.staticExports.flatMap(({ entries }) => {
      const from = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest;
      return from ? [found(from.value, allTypes(entries))] : [];
    }),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      found(text.slice(moduleRequest.start + 1, moduleRequest.end - 1), false),
    ),
  ];
}

/** Why this import breaks the folder rules, or null. */
function breach({ file, target, isTypeOnly }: Import): string | null {
  const folder = relative(SRC, file).split('/')[0]!;
  const rule = ALLOWED[folder];
  if (!rule) return `${folder} is not a known folder`;
  if (target.startsWith('.')) {
    const path = relative(SRC, resolve(dirname(file), target));
    const other = path.split('/')[0]!;
    if (path.startsWith('..') || other === folder || rule.folders.includes(other)) return null;
    if (isTypeOnly && TYPE_ONLY[folder]?.includes(other)) return null;
    return `${relative(SRC, file)} imports ${path}`;
  }
  const isAllowed = rule.packages.some((name) =>
    name === 'node:' ? target.startsWith('node:') : target === name || target.startsWith(`${name}/`),
  );
  return isAllowed ? null : `${relative(SRC, file)} imports ${target}`;
}

/** Why this import leads up or sideways in the editor, or null. */
function climb({ file, target }: Import): string | null {
  const EDITOR = join(SRC, 'renderer');
  const folderOf = (path: string) => /^([^/]*)\//.exec(relative(EDITOR, path))?.[1] ?? '';
  const path = resolve(dirname(file), target);
  if (!target.startsWith('.') || !file.startsWith(EDITOR) || !path.startsWith(EDITOR)) return null;
  const [from, to] = [folderOf(file), folderOf(path)];
  const floorOf = (folder: string) => FLOORS.findIndex((floor) => floor.includes(folder));
  const isDown = from === to || (floorOf(to) >= 0 && floorOf(to) < floorOf(from));
  return isDown ? null : `${relative(SRC, file)} imports ${relative(SRC, path)}`;
}

const files = sourceFiles(SRC);

describe('the house', () => {
  test('every folder imports only what it may', () => {
    const breaches = files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')).map(breach));
    expect(breaches.filter((reason) => reason !== null)).toEqual([]);
  });

  test.each([
    ['static', "import { app } from 'electron';", 'engine/x.ts'],
    ['dynamic', "await import('node:fs');", 'nodes/x.ts'],
    ['bare', "import 'react';", 'host/x.ts'],
    ['value import of another folder', "import { createHost } from '../host/host.ts';", 'renderer/x.ts'],
    ['re-export', "export * from '../main/index.ts';", 'cli/x.ts'],
  ])('a planted breach is found: %s', (_, code, place) => {
    const reasons = importsOf(join(SRC, place), code).map(breach);
    expect(reasons.filter((reason) => reason !== null)).toHaveLength(1);
  });

  test('the editor’s folders import from the floors below them alone', () => {
    const climbs = files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')).map(climb));
    expect(climbs.filter((reason) => reason !== null)).toEqual([]);
  });

  test.each([
    ['upward, for a type', "import type { Command } from '../commands/command.ts';", 'renderer/stage/x.ts'],
    ['on one floor', "import { Viewer } from '../viewer/Viewer.tsx';", 'renderer/canvas/x.ts'],
    ['of a folder without a floor', "import { x } from '../misc/x.ts';", 'renderer/shell/x.ts'],
  ])('a planted climb is found: %s', (_, code, place) => {
    expect(importsOf(join(SRC, place), code).map(climb)).toEqual([expect.any(String)]);
  });

  test('every sheet of the editor is imported once, by the list that orders them', () => {
    const editor = join(SRC, 'renderer');
    const imported = sourceFiles(editor)
      .flatMap((file) => importsOf(file, readFileSync(file, 'utf8')))
      .filter(({ target }) => target.endsWith('.css'));
    expect(new Set(imported.map(({ file }) => relative(editor, file)))).toEqual(new Set(['styles.ts']));
    const own = imported
      .filter(({ target }) => target.startsWith('.'))
      .map(({ target }) => join(editor, target));
    expect(own.sort()).toEqual(sourceFiles(editor, /\.css$/).sort());
  });

  test('code that is written as text is not an import', () => {
    const code = "export const script = `import { openAsBlob } from 'node:fs';`;";
    expect(importsOf(join(SRC, 'fal/x.ts'), code)).toEqual([]);
  });

  test('a type import of the host’s API is the renderer’s only way to it', () => {
    const [found] = importsOf(
      join(SRC, 'renderer/x.ts'),
      "import type { HostApi } from '../host/api/api.ts';",
    );
    expect(breach(found!)).toBeNull();
  });

  test(`no file has more than ${MAX_LINES} lines and half of them fewer than 80`, () => {
    const sizesOf = (some: readonly string[]) =>
      some.map((file) => ({
        file: relative(SRC, file),
        lines: readFileSync(file, 'utf8').split('\n').length,
      }));
    const sheets = sourceFiles(SRC, /\.css$/);
    expect(sheets.length).toBeGreaterThan(10);
    const sizes = sizesOf(files);
    expect([...sizes, ...sizesOf(sheets)].filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]!).toBeLessThan(80);
  });

  test('no file is called after nothing in particular', () => {
    const vague = /^(utils?|helpers?|types|common|misc|.*manager)\.tsx?$/i;
    expect(files.map((file) => basename(file)).filter((name) => vague.test(name))).toEqual([]);
  });
});

/** Files in which a word that is spelled like the id of a provider means something else. */
const OTHER_MEANINGS: Readonly<Record<string, string>> = {
  'cli/simulator-command.ts': 'the command',
  'fal/openapi/kept-schema.ts': 'where a description was read',
  'host/endpoints/endpoint-library.ts': 'where a description was read',
  'renderer/fields/EndpointField.tsx': 'where a description was read',
  'host/providers/providers.ts': 'a folder of the home',
  'host/unfinished/sweep.ts': 'a folder of the home',
  'simulator/hosts.ts': 'a service that the simulator plays',
  'simulator/oxen/oxen-models.ts': 'the owner of a model',
};

describe('a provider', () => {
  const NAMED = new RegExp(`['"\`](${PROVIDERS.map(({ id }) => id).join('|')})['"\`]`);
  const DECLARED = PROVIDERS.map(({ id }) => `host/providers/${id}.ts`);

  test('is named in its declaration alone: nobody else asks for an id', () => {
    const naming = files.filter((file) => NAMED.test(readFileSync(file, 'utf8')));
    const names = naming.map((file) => relative(SRC, file));
    expect(names.sort()).toEqual([...DECLARED, ...Object.keys(OTHER_MEANINGS)].sort());
  });

  test.each([
    "if (provider.id === 'fal') x();",
    "switch (id) { case 'oxen-simulator': x(); }",
    "['oxen', 'copper'].includes(id);",
    'const PAGES = { "oxen-simulator": page };',
  ])('a planted name is found: %s', (code) => {
    expect(code).toMatch(NAMED);
  });
});

/** Ways to wait for a time, or to set a limit to a wait, outside of the one in vitest.config.ts. SQLite's is its own. */
const WAITS_FOR_TIME =
  /(?<!\bDatabaseSync\(.*)\btimeout:|\bwaitForTimeout\(|\bvi\.waitFor\(|\bsetTimeout\(|\bsetDefaultTimeout\((?!inject\()|timers\/promises|^\}, [\d_]+\);/m;
/** Programs in which time is measured, or drawn by a seed. */
const PROGRAMS = /^(bench|crash|soak)\//;
/** Clocks of tests are made of timers. */
const CLOCKS = /^(host\/quick-clock|simulator\/quick-retries)\.ts$/;

describe('the tests', () => {
  const TESTS = import.meta.dirname;

  test('of the editor lie in folders that mirror its own', () => {
    const foldersOf = (root: string) =>
      readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    const own = new Set([...foldersOf(join(SRC, 'renderer')), 'fixtures']);
    const mirrored = foldersOf(join(TESTS, 'renderer'));
    expect(mirrored.length).toBeGreaterThan(5);
    expect(mirrored.filter((name) => !own.has(name))).toEqual([]);
    expect(
      sourceFiles(join(TESTS, 'renderer')).filter((file) => dirname(file) === join(TESTS, 'renderer')),
    ).toEqual([]);
  });

  test('wait for a state, with the one limit of the configuration', () => {
    const waiting = sourceFiles(TESTS)
      .filter((file) => file !== import.meta.filename)
      .filter((file) => !PROGRAMS.test(relative(TESTS, file)) && !CLOCKS.test(relative(TESTS, file)))
      .filter((file) => WAITS_FOR_TIME.test(readFileSync(file, 'utf8')));
    expect(waiting.map((file) => relative(TESTS, file))).toEqual([]);
  });

  test.each([
    'await expect.poll(read, { timeout: 5_000 }).toBe(1);',
    'await card.waitFor({ timeout: 100 });',
    'await page.waitForTimeout(100);',
    'page.setDefaultTimeout(1_000);',
    'await vi.waitFor(() => expect(read()).toBe(1));',
    'await new Promise((done) => setTimeout(done, 100));',
    "import { setTimeout as sleep } from 'node:timers/promises';",
    "test('slow', () => {\n}, 90_000);",
  ])('a planted limit is found: %s', (code) => {
    expect(code).toMatch(WAITS_FOR_TIME);
  });
});
