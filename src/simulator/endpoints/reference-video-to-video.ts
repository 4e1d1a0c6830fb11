import { referenceVideoToVideo } from '../../fal/endpoints/reference-video-to-video.ts';
import { expandPrompt } from './expand-prompt.ts';
import { referenceLook } from './reference-look.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const referenceVideoToVideoSimulation = simulateEndpoint({
  contract: referenceVideoToVideo,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look: referenceLook,
});
