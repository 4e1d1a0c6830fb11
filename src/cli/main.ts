import { EXIT } from './exit-status.ts';
import { runCli } from './run-cli.ts';

const stop = new AbortController();
const onSignal = () => {
  if (stop.signal.aborted) process.exit(EXIT.cancelled);
  stop.abort();
};
process.on('SIGINT', onSignal).on('SIGTERM', onSignal);

const { env, stdin, stdout, stderr } = process;
process.exitCode = await runCli(process.argv.slice(2), { env, stdin, stdout, stderr, signal: stop.signal });
