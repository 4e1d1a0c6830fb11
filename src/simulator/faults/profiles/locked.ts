import type { FaultProfile } from '../fault-profile.ts';

const LOCKED = {
  kind: 'answer',
  status: 403,
  body: {
    detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
  },
} as const;

export const locked: FaultProfile = {
  name: 'locked',
  summary: 'The account has no balance left: every submit answers 403.',
  call: ({ route }) => (route === 'submit' || route === 'run' ? LOCKED : undefined),
};

export const lockedMidBatch: FaultProfile = {
  name: 'locked-mid-batch',
  summary: 'Two submits work, then the account is locked.',
  call: ({ route, count }) => (route === 'submit' && count > 2 ? LOCKED : undefined),
};
