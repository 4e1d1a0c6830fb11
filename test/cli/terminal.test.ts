import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutput } from '../../src/cli/output.ts';
import { createProgressLines } from '../../src/cli/progress-lines.ts';
import { shotDocument } from '../host/shot.ts';
import { type Bench, createBench } from './command-line.ts';

/** Clears the screen, sets the title, hides text, turns the reading order, starts a line of its own. */
const EVIL = 'x\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\r\u202egpj.exe\u2066\nerror: all is well';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let bench: Bench;
beforeAll(() => {
  bench = createBench();
});
afterAll(() => bench.remove());

/** Streams of a terminal, and what reached them. */
function terminal(isTTY: boolean) {
  const stdout = Object.assign(new PassThrough(), { isTTY });
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 500 });
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const written = (stream: PassThrough) => String(stream.read() ?? '');
  return { streams: { stdin, stdout, stderr }, out: () => written(stdout), err: () => written(stderr) };
}

describe('what a terminal would obey in a name or a text is shown', () => {
  test('in lines and notes, whose later lines can not pass for ours', () => {
    const { streams, out, err } = terminal(true);
    const output = createOutput(streams, false);
    output.line(`saved ${EVIL}`);
    output.note(`error: ${EVIL}`);
    const shown =
      'x\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u007f\\u000d\\u202egpj.exe\\u2066\n    error: all is well\n';
    expect(out()).toBe(`saved ${shown}`);
    expect(err()).toBe(`error: ${shown}`);
  });

  test('in events, which mean the same when they are read', () => {
    const { streams, out } = terminal(false);
    createOutput(streams, true).event({ [EVIL]: EVIL });
    const line = out();
    expect(line).not.toMatch(OBEYED);
    expect(line.trimEnd()).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({ [EVIL]: EVIL });
  });

  test('in a script that is printed to a terminal; what is piped on stays as it is', () => {
    const [screen, pipe] = [terminal(true), terminal(false)];
    for (const { streams } of [screen, pipe]) createOutput(streams, false).text(`a\n${EVIL}\n`);
    expect(screen.out()).toMatch(/^a\nx\\u001b\[2J/);
    expect(pipe.out()).toBe(`a\n${EVIL}\n`);
  });

  test.each([true, false])('in the progress of a job, on a terminal: %s', (isTTY) => {
    const { streams, err } = terminal(isTTY);
    let nowMs = 0;
    const progress = createProgressLines(streams.stderr, false, () => nowMs);
    progress.start('a', `title ${EVIL}`);
    progress.update('a', 0.5, `log ${EVIL}`);
    nowMs = 5_000;
    progress.finish('a', `title ${EVIL}`, 'done');
    expect(err().replaceAll('\x1b[1A\x1b[J', '')).not.toMatch(OBEYED);
  });

  test('in a question', async () => {
    const { streams, err } = terminal(true);
    const asked = createOutput(streams, false).ask(`Read ${EVIL}?`);
    streams.stdin.end('n\n');
    expect(await asked).toBe(false);
    expect(err()).toContain('Read x\\u001b[2J');
  });

  test('in names and titles of a workflow, whatever is wrong with it', async () => {
    const document = shotDocument({ name: EVIL, saveAs: EVIL });
    Object.assign(document.nodes[0]!, { title: EVIL, params: { clip: { path: `${EVIL}.mp4` } } });
    const path = bench.write('evil.json', document);
    for (const command of ['check', 'run', 'export']) {
      const { stdout, stderr } = await bench.cli([command, path]);
      expect(`${stdout}${stderr}`).not.toMatch(OBEYED);
      expect(stderr).toContain('\\u001b');
      expect(stderr).not.toMatch(/^error: all is well/m);
    }
    const usage = await bench.cli(['run', path, `--${EVIL}`]);
    expect(usage.stderr).not.toMatch(OBEYED);
  });
});

describe('a question', () => {
  test.each([
    ['y\n', true],
    ['YES\n', true],
    ['n\n', false],
    ['\n', false],
    ['', false],
  ])('answered by %j is %s', async (typed, expected) => {
    const { streams } = terminal(true);
    const asked = createOutput(streams, false).ask('Spend it?');
    streams.stdin.end(typed);
    expect(await asked).toBe(expected);
  });

  test('is not asked where nobody sits, nor with --json', async () => {
    expect(await createOutput(terminal(false).streams, false).ask('Spend it?')).toBeNull();
    expect(await createOutput(terminal(true).streams, true).ask('Spend it?')).toBeNull();
  });
});

test('nothing of the command line writes to the terminal past the printer', () => {
  const folder = resolve(import.meta.dirname, '../../src/cli');
  const writers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) =>
      /\bconsole\.|\b(stdout|stderr|stream)\.write\(/.test(readFileSync(join(folder, name), 'utf8')),
    );
  expect(writers.sort()).toEqual(['output.ts', 'progress-lines.ts']);
});
