import type { FaultProfile } from '../fault-profile.ts';

export const modelCrash: FaultProfile = {
  name: 'model-crash',
  summary: 'The model itself fails with a 500.',
  refuse: () => ({
    httpStatus: 500,
    retryable: true,
    billable: false,
    details: [
      {
        loc: ['body'],
        msg: 'Internal server error',
        type: 'internal_server_error',
        url: 'https://docs.fal.ai/errors#internal_server_error',
      },
    ],
  }),
};
