import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchEngine } from './engine/bench-engine.ts';
import { benchMedia } from './media/bench-media.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    'limit-s': { type: 'string', default: '60' },
  },
});

const rounds = Math.max(1, Number(values.rounds));
const cellLimitMs = 1_000 * Math.max(1, Number(values['limit-s']));
switch (positionals[0]) {
  case 'engine':
    process.exitCode = benchEngine({ asJson: values.json === true, rounds, cellLimitMs }) ? 0 : 1;
    break;
  case 'media':
    process.exitCode = (await benchMedia({ asJson: values.json === true, rounds })) ? 0 : 1;
    break;
  case 'canvas': {
    // Written against a browser's types, so that it is a program of its own.
    const program = fileURLToPath(new URL('./canvas/run-canvas.ts', import.meta.url));
    const done = spawnSync(process.execPath, [program, ...process.argv.slice(3)], { stdio: 'inherit' });
    process.exitCode = done.status ?? 1;
    break;
  }
  default:
    process.stderr.write('usage: npm run bench -- engine|canvas|media [--json] [--rounds N] [--limit-s N]\n');
    process.exitCode = 2;
}
