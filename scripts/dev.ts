import { createInterface } from 'node:readline';
import { startDev } from './dev-server.ts';

const DEFAULT_PORT = 4021;

/** `npm run dev`: the editor with hot reload, and a host that starts again when one of its files changes. */
const server = await startDev({
  port: Number(process.argv[2] ?? DEFAULT_PORT),
  onRestart: (isUp) =>
    console.log(isUp ? 'The host has started again.' : 'The host is down until its next change.'),
});
console.log(`Blockout is at ${await server.newLink()}`);
console.log('The link works once. Press Enter for another one; Ctrl+C stops.');
const lines = createInterface({ input: process.stdin });
lines.on('line', async () => console.log(await server.newLink().catch(({ message }: Error) => message)));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    lines.close();
    await server.close();
    process.exit();
  });
}
