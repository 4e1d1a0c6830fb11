import { createInterface } from 'node:readline';
import type { Streams } from './streams.ts';

/** Asks on the terminal; anything but a yes is a no, also Ctrl+D and Ctrl+C. */
export function askYes(question: string, { stdin, stderr }: Streams): Promise<boolean> {
  const prompt = createInterface({ input: stdin, output: stderr });
  return new Promise<boolean>((done) => {
    prompt.once('close', () => done(false));
    // Ctrl+C belongs to the program, not to this reader.
    prompt.once('SIGINT', () => {
      process.kill(process.pid, 'SIGINT');
      prompt.close();
    });
    prompt.question(`${question} [y/N] `, (answer) => {
      done(/^y(es)?$/i.test(answer.trim()));
      prompt.close();
    });
  });
}
