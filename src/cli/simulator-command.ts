import { join } from 'node:path';
import { homeFolder } from '../host/home.ts';
import { serveSimulator } from '../simulator/serve.ts';
import type { Declaration, Workplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { portOf, withCommonWords } from './options.ts';

const DEFAULT_PORT = 4010;

/** `blockout simulator`: serves the embedded provider until it is told to stop. */
export const simulatorCommand: Declaration = (program, work) =>
  withCommonWords(program.command('simulator'))
    .description('serves the embedded provider over HTTP')
    .option('--port <N>', 'where it is served; 0 is any that is free', portOf, DEFAULT_PORT)
    .option('--profile <NAME>', 'the trouble that it gives, as the tests use it')
    .action(({ port, profile }) => work.withoutHost((place) => serve(port, profile, place)));

async function serve(
  port: number,
  profile: string | undefined,
  { output, env, signal }: Workplace,
): Promise<ExitStatus> {
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
