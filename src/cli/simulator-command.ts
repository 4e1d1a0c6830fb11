import { join } from 'node:path';
import { homeFolder } from '../host/home.ts';
import { serveSimulator } from '../simulator/serve.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

const DEFAULT_PORT = 4010;

/** `blockout simulator`: serves the embedded provider until it is told to stop. */
export async function simulatorCommand(
  parsed: Parsed,
  output: Output,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const port = Number(parsed.values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    output.note(`error: --port ${parsed.values.port}: give a port from 0 to 65535.`);
    return EXIT.invalid;
  }
  const profile = parsed.values.profile as string | undefined;
  const dataDir = join(homeFolder(env), 'served-simulator');
  try {
    const served = await serveSimulator({ port, dataDir, ...(profile && { profile }) });
    output.line(
      `simulator at ${served.origin} — it speaks fal’s protocol and costs nothing. Ctrl+C stops it.`,
    );
    output.event({ event: 'serving', origin: served.origin, port: served.port });
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await served.close();
    return EXIT.done;
  } catch (error) {
    output.note(
      `error: the simulator could not start: ${error instanceof Error ? error.message : String(error)}`,
    );
    return EXIT.failed;
  }
}
