import type { FaultProfile } from '../fault-profile.ts';

export const cancelIgnored: FaultProfile = {
  name: 'cancel-ignored',
  summary: 'A running job takes no notice of a cancel and completes.',
  cancel: 'ignored',
};

export const cancelForgotten: FaultProfile = {
  name: 'cancel-forgotten',
  summary: 'A job that was cancelled in the queue is unknown afterwards.',
  cancel: 'forgotten',
};
