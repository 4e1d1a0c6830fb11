import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventReader, type SentEvent } from '../../src/host/providers/oxen/read-events.ts';

function read(pieces: readonly string[]): SentEvent[] {
  const events: SentEvent[] = [];
  const feed = createEventReader((event) => events.push(event));
  for (const piece of pieces) feed(piece);
  return events;
}

const TEXT =
  ': keep-alive\n\nevent: done\ndata: {"a":1}\n\ndata: two\ndata: lines\n\nid: 4\nretry: 5\n\nevent: empty\n\ndata:bare\r\n\r\n';
const EVENTS = [
  { event: 'done', data: '{"a":1}' },
  { event: 'message', data: 'two\nlines' },
  { event: 'message', data: 'bare' },
];

test('events are told apart from comments and other fields', () => {
  expect(read([TEXT])).toEqual(EVENTS);
});

test('text may break anywhere', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: TEXT.length })), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), TEXT.length];
      const pieces = places.slice(1).map((end, at) => TEXT.slice(places[at], end));
      expect(read(pieces)).toEqual(EVENTS);
    }),
  );
});

test('an event that is not finished is not told', () => {
  expect(read(['event: done\ndata: half'])).toEqual([]);
});
