import { expect, onTestFinished, test } from 'vitest';
import { createEventStream } from '../../src/host/providers/oxen/event-stream.ts';
import type { Transport } from '../../src/host/providers/transport.ts';
import { createRedactor } from '../../src/host/settings/redact.ts';
import { createQuickClock } from './quick-clock.ts';

/** Connections as a server sees them. None of them heeds the caller's signal. */
function createLines() {
  const lines: { send(text: string): void; readonly ended: Promise<void> }[] = [];
  const transport: Transport = async () => {
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const ended = Promise.withResolvers<void>();
    const body = new ReadableStream<Uint8Array>({
      start(own) {
        controller = own;
      },
      cancel: () => ended.resolve(),
    });
    lines.push({ send: (text) => controller.enqueue(new TextEncoder().encode(text)), ended: ended.promise });
    return new Response(body);
  };
  return { lines, transport };
}

function open() {
  const { lines, transport } = createLines();
  const clock = createQuickClock();
  const redactor = createRedactor(() => []);
  const events = createEventStream({ transport, key: () => 'key', clock, redactor });
  onTestFinished(() => events.close());
  return { lines, clock, events };
}

const ended = (generation_id: string) =>
  `event: media_generation_completed\ndata: ${JSON.stringify({ generation_id, status: 'succeeded', url: 'https://x' })}\n\n`;

test('listeners hear of their own generation, and ends are remembered', async () => {
  const { lines, events } = open();
  await events.ready();
  const heard: string[] = [];
  const told = new Promise<void>((resolve) => {
    events.listen('one', () => heard.push('one'));
    events.listen('two', () => resolve(void heard.push('two')));
  });
  lines[0]!.send(
    `event: other\ndata: {}\n\nevent: media_generation_completed\ndata: no json\n\n${ended('two')}`,
  );
  await told;
  expect(heard).toEqual(['two']);
  expect(events.completionOf('two')).toMatchObject({ status: 'succeeded', url: 'https://x' });
  expect(events.completionOf('one')).toBeUndefined();
  expect(lines).toHaveLength(1);
});

test('an end that comes in pieces is heard', async () => {
  const { lines, events } = open();
  await events.ready();
  const told = new Promise<void>((resolve) => void events.listen('one', resolve));
  const text = `: keep-alive\n\n${ended('one')}`;
  for (const sign of text) lines[0]!.send(sign);
  await told;
  expect(events.completionOf('one')).toMatchObject({ status: 'succeeded' });
});

test('closing ends the line, even where the signal of the call reaches nobody', async () => {
  const { lines, events } = open();
  await events.ready();
  events.listen('one', () => {});
  events.close();
  await lines[0]!.ended;
  // Nothing opens another one.
  await events.ready();
  expect(lines).toHaveLength(1);
});

test('a line that stays silent is given up for another, and everyone asks anew', async () => {
  const { lines, clock, events } = open();
  await events.ready();
  const asked = new Promise<void>((resolve) => void events.listen('one', resolve));
  await clock.deadline(45_000);
  clock.advance(45_000);
  await lines[0]!.ended;
  await asked;
  expect(lines).toHaveLength(2);
});

test('without anyone listening the line is let go after a while', async () => {
  const { lines, clock, events } = open();
  await events.ready();
  events.listen('one', () => {})();
  lines[0]!.send(': keep-alive\n\n');
  await clock.deadline(60_000);
  clock.advance(60_000);
  await lines[0]!.ended;
  expect(lines).toHaveLength(1);
});
