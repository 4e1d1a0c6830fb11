import { fieldError } from '../../model/model-error.ts';
import type { FaultProfile } from '../fault-profile.ts';

export const contentPolicy: FaultProfile = {
  name: 'content-policy',
  summary: 'The safety checker refuses the content, unless it is switched off.',
  refuse: ({ prompt, enable_safety_checker }) =>
    enable_safety_checker === false
      ? undefined
      : {
          ...fieldError(
            'prompt',
            'content_policy_violation',
            'The content could not be processed because it contained material flagged by a content checker.',
            { input: prompt },
          ),
          billable: true,
        },
};
