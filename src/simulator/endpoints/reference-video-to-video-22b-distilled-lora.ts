import { referenceVideoToVideo22bDistilledLora } from '../../fal/endpoints/reference-video-to-video-22b-distilled-lora.ts';
import { expandPrompt } from './expand-prompt.ts';
import { referenceLook22b } from './look-22b.ts';
import { refuseOutputType } from './output-type.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const referenceVideoToVideo22bDistilledLoraSimulation = simulateEndpoint({
  contract: referenceVideoToVideo22bDistilledLora,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look: referenceLook22b,
  refuse: refuseOutputType,
});
