import type { FaultProfile, Route } from '../fault-profile.ts';

const DOWN: readonly Route[] = ['submit', 'status', 'stream', 'result', 'cancel', 'run'];

export const queueDown: FaultProfile = {
  name: 'queue-down',
  summary: 'The queue answers every call with 503.',
  call: ({ route }) =>
    DOWN.includes(route)
      ? { kind: 'answer', status: 503, body: { detail: 'Service Unavailable' } }
      : undefined,
};
