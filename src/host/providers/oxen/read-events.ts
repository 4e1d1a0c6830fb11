/** One server-sent event. */
export interface SentEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads server-sent events out of pieces of text that may break anywhere; comments are passed over. */
export function createEventReader(onEvent: (event: SentEvent) => void): (text: string) => void {
  let rest = '';
  let event = 'message';
  let data: string[] = [];

  function readLine(line: string): void {
    if (line === '') {
      if (data.length > 0) onEvent({ event, data: data.join('\n') });
      event = 'message';
      data = [];
      return;
    }
    const [, name, value] = /^([^:]*):? ?([\s\S]*)$/.exec(line)!;
    if (name === 'event') event = value!;
    else if (name === 'data') data.push(value!);
  }

  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) readLine(line);
  };
}
