import type { FaultProfile, Route } from '../fault-profile.ts';

const WITHOUT_KEY: readonly Route[] = ['download', 'upload', 'upload-part', 'upload-complete', 'openapi'];

export const unauthorized: FaultProfile = {
  name: 'unauthorized',
  summary: 'The key is not accepted.',
  call: ({ route }) =>
    WITHOUT_KEY.includes(route)
      ? undefined
      : {
          kind: 'answer',
          status: 401,
          body: { detail: 'Cannot access application. Authentication is required: invalid key credentials.' },
        },
};
