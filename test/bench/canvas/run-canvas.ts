import { parseArgs } from 'node:util';
import { benchCanvas } from './bench-canvas.ts';
import { PAGES } from './vite.bench.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    peers: { type: 'string' },
    sizes: { type: 'string' },
  },
});
const asked = values.peers?.split(',');
const sizes = values.sizes?.split(',').map(Number);
const isMet = await benchCanvas({
  asJson: values.json,
  rounds: Math.max(1, Number(values.rounds)),
  ...(asked && { peers: PAGES.filter((name) => asked.includes(name)) }),
  ...(sizes && { sizes }),
});
process.exitCode = isMet ? 0 : 1;
