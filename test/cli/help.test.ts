import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { type Bench, createBench } from './command-line.ts';

let bench: Bench;
beforeAll(() => {
  bench = createBench();
});
afterAll(() => bench.remove());

const program = createProgram(() => {}, { withHost: async () => {}, withoutHost: async () => {} });

test('the help names every command with what it does, and how the program can end', async () => {
  const { status, stdout } = await bench.cli(['--help']);
  expect(status).toBe(0);
  for (const command of program.commands) {
    expect(command.description()).not.toBe('');
    expect(stdout).toMatch(new RegExp(`^  ${command.name()} .*${command.description()}$`, 'm'));
  }
  expect(stdout).toMatch(/Exit status: 0 done · .* · 4 cancelled/);
  expect((await bench.cli(['help'])).stdout).toBe(stdout);
});

test.each(program.commands.map((command) => [command.name(), command] as const))(
  'the help of %s tells what each of its words is for',
  async (name, command) => {
    const { status, stdout } = await bench.cli([name, '--help']);
    expect(status).toBe(0);
    for (const { flags, description } of command.options) {
      expect(description).not.toBe('');
      expect(stdout).toContain(flags);
    }
    for (const word of command.registeredArguments) expect(word.description).not.toBe('');
  },
);

test('without a word the program tells what it takes and leaves with 2', async () => {
  const { status, stdout } = await bench.cli([]);
  expect(stdout).toMatch(/^Usage: blockout/);
  expect(status).toBe(2);
});

test('words that a command does not take are told with its help', async () => {
  const { status, stderr } = await bench.cli(['jobs', 'all']);
  expect(stderr).toMatch(/^error: “blockout jobs” takes no further words\./);
  expect(stderr).toMatch(/--close <ID>/);
  expect(status).toBe(2);
});

test('a program reads what is wrong with the words, too', async () => {
  const done = await bench.cli(['serve', '--port', 'many', '--json']);
  expect(done.events()).toMatchObject([
    { event: 'refused', problems: [{ message: '--port many: give a port from 0 to 65535.' }] },
  ]);
  expect(done.status).toBe(2);
});

describe('the README', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8').replaceAll('\\\n', ' ');
  const lines = [...text.matchAll(/npm run -s blockout -- ([^#`\n]*)/g)].map(([, words]) =>
    words!.replaceAll(/[[\]]/g, '').trim().split(/\s+/),
  );

  test('shows every command', () => {
    const shown = new Set(lines.map(([name]) => name));
    const names = program.commands.map((command) => command.name());
    expect(names.filter((name) => !shown.has(name))).toEqual([]);
  });

  test.each(lines.map((words) => [words.join(' '), words] as const))(
    'takes its words: %s',
    async (_, words) => {
      const line = words.map((word) => (word === 'N' ? '1' : word));
      await expect(program.parseAsync(line, { from: 'user' })).resolves.toBeDefined();
    },
  );
});
