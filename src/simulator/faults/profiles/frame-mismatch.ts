import type { FaultProfile } from '../fault-profile.ts';

export const frameMismatch: FaultProfile = {
  name: 'frame-mismatch',
  summary: 'The output has eight frames fewer than promised.',
  frames: (frameCount) => Math.max(1, frameCount - 8),
};
