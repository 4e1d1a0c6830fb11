import { parseArgs } from 'node:util';
import { benchEngine } from './engine/bench-engine.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
});

const rounds = Math.max(1, Number(values.rounds));
switch (positionals[0]) {
  case 'engine':
    process.exitCode = benchEngine({ asJson: values.json, rounds }) ? 0 : 1;
    break;
  default:
    process.stderr.write('usage: npm run bench -- engine [--json] [--rounds N]\n');
    process.exitCode = 2;
}
