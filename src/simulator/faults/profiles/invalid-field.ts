import { fieldError } from '../../model/model-error.ts';
import type { FaultProfile } from '../fault-profile.ts';

export const invalidField: FaultProfile = {
  name: 'invalid-field',
  summary: 'The model rejects a field that the published schema allows.',
  refuse: ({ num_frames }) =>
    fieldError('num_frames', 'less_than_equal', 'Input should be less than or equal to 8', {
      input: num_frames,
      ctx: { le: 8 },
    }),
};
