import { referenceVideoToVideoLora } from '../../fal/endpoints/reference-video-to-video-lora.ts';
import { expandPrompt } from './expand-prompt.ts';
import { referenceLook } from './reference-look.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const referenceVideoToVideoLoraSimulation = simulateEndpoint({
  contract: referenceVideoToVideoLora,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look: referenceLook,
});
