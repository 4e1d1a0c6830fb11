import { imageToVideo22bDistilledLora } from '../../fal/endpoints/image-to-video-22b-distilled-lora.ts';
import { expandPrompt } from './expand-prompt.ts';
import { imageLook22b } from './look-22b.ts';
import { refuseOutputType } from './output-type.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const imageToVideo22bDistilledLoraSimulation = simulateEndpoint({
  contract: imageToVideo22bDistilledLora,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look: imageLook22b,
  refuse: refuseOutputType,
});
