import type { FaultProfile } from '../fault-profile.ts';

export const badGateway: FaultProfile = {
  name: 'bad-gateway',
  summary: 'The ingress answers the first submit, status and result calls with a 502 page.',
  call: ({ route, count }) =>
    count === 1 && (route === 'submit' || route === 'status' || route === 'result')
      ? {
          kind: 'answer',
          status: 502,
          body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
        }
      : undefined,
};
