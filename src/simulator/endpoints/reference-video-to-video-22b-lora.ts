import { referenceVideoToVideo22bLora } from '../../fal/endpoints/reference-video-to-video-22b-lora.ts';
import { expandPrompt } from './expand-prompt.ts';
import { referenceLook22b } from './look-22b.ts';
import { refuseOutputType } from './output-type.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const referenceVideoToVideo22bLoraSimulation = simulateEndpoint({
  contract: referenceVideoToVideo22bLora,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look: referenceLook22b,
  refuse: refuseOutputType,
});
