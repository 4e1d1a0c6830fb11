import { expect, test } from 'vitest';
import { messagesIn } from '../../../src/renderer/host/event-feed.ts';

function streamOf(...chunks: string[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const messages: unknown[] = [];
  for await (const message of messagesIn(stream)) messages.push(message);
  return messages;
}

const read = (...chunks: string[]) => readAll(streamOf(...chunks));

test('messages are told apart wherever the chunks break', async () => {
  const whole = 'id: a-1\ndata: {"x":1}\n\nid: a-2\ndata: {"x":2}\n\n';
  const expected = [
    { id: 'a-1', data: '{"x":1}' },
    { id: 'a-2', data: '{"x":2}' },
  ];
  for (let cut = 1; cut < whole.length; cut++)
    expect(await read(whole.slice(0, cut), whole.slice(cut))).toEqual(expected);
});

test('comments are no messages, and a message of several lines is one', async () => {
  expect(await read(': listening\n\n', 'data: one\ndata: two\n\n')).toEqual([{ data: 'one\ntwo' }]);
});

test('what breaks off in the middle of a message is not told', async () => {
  expect(await read('id: a-1\ndata: 1\n\nid: a-2\nda')).toEqual([{ id: 'a-1', data: '1' }]);
});

test('signs of several bytes survive a break inside them', async () => {
  const bytes = new TextEncoder().encode('data: “ok”\n\n');
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  expect(await readAll(stream)).toEqual([{ data: '“ok”' }]);
});
