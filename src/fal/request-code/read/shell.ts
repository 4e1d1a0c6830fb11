import { firstMatches } from './first-matches.ts';

const DATA_FLAG = /(?:^|\s)(?:-d|--data(?:-raw|-binary|-ascii)?|--json)(?:\s+|=)/g;
const HEREDOC = /<<-?[ \t]*(['"]?)(\w+)\1[^\n]*\n/g;

/** Reads one word of a shell command at a place: quoted parts and backslashes as bash takes them. */
export function readShellWord(source: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < source.length && !/[\s;|&)]/.test(source[at]!)) {
    const letter = source[at]!;
    if (letter === "'") {
      const close = source.indexOf("'", at + 1);
      if (close < 0) break;
      text += source.slice(at + 1, close);
      at = close + 1;
    } else if (letter === '"') {
      at++;
      while (at < source.length && source[at] !== '"') {
        if (source[at] === '\\' && /["\\$`\n]/.test(source[at + 1] ?? '')) at++;
        text += source[at++];
      }
      at++;
    } else if (letter === '\\') {
      if (source[at + 1] !== '\n') text += source[at + 1] ?? '';
      at += 2;
    } else {
      text += letter;
      at++;
    }
  }
  return { text, end: at };
}

/** Every text that a command sends as data, and every here-document. */
export function shellData(source: string): string[] {
  const words = firstMatches(source, DATA_FLAG).map(
    ({ index, 0: flag }) => readShellWord(source, index + flag.length).text,
  );
  const documents = firstMatches(source, HEREDOC).map(({ index, 0: start, 2: word }) => {
    const body = source.slice(index + start.length);
    return body.slice(0, new RegExp(`^[ \\t]*${word}$`, 'm').exec(body)?.index ?? 0);
  });
  return [...words, ...documents];
}
