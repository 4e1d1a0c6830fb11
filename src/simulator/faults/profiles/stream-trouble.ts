import { connectionReset } from '../connection-reset.ts';
import type { FaultProfile } from '../fault-profile.ts';
import { rechunked } from '../rechunked.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export const streamDropped: FaultProfile = {
  name: 'stream-dropped',
  summary: 'The stream of a job’s status breaks after its first event.',
  call: ({ route }) =>
    route === 'stream'
      ? {
          kind: 'damage',
          async damage(response) {
            let events = 0;
            const cut = new TransformStream<Bytes, Bytes>({
              transform(event, controller) {
                if (events++ > 0) throw connectionReset();
                controller.enqueue(event);
              },
            });
            return new Response(response.body!.pipeThrough(cut), response);
          },
        }
      : undefined,
};

export const streamSplit: FaultProfile = {
  name: 'stream-split',
  summary: 'The stream of a job’s status arrives in pieces of three bytes, in the middle of characters.',
  call: ({ route }) =>
    route === 'stream'
      ? {
          kind: 'damage',
          damage: async (response) =>
            new Response(rechunked(response.body as ReadableStream<Bytes>, 3), response),
        }
      : undefined,
};

export const streamSilent: FaultProfile = {
  name: 'stream-silent',
  summary: 'The stream of a job’s status opens and never says a word.',
  call: ({ route }) =>
    route === 'stream'
      ? {
          kind: 'damage',
          async damage(response) {
            await response.body?.cancel();
            return new Response(new ReadableStream({}), response);
          },
        }
      : undefined,
};
