import type { FaultProfile } from '../fault-profile.ts';

export const submitResetBefore: FaultProfile = {
  name: 'submit-reset-before',
  summary: 'The connection breaks before the first submit is recorded.',
  call: ({ route, count }) =>
    route === 'submit' && count === 1 ? { kind: 'reset', when: 'before' } : undefined,
};

export const submitResetAfter: FaultProfile = {
  name: 'submit-reset-after',
  summary: 'The connection breaks after the first submit was recorded: a job runs whose id nobody knows.',
  call: ({ route, count }) =>
    route === 'submit' && count === 1 ? { kind: 'reset', when: 'after' } : undefined,
};
