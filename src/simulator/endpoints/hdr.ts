import { hdr } from '../../fal/endpoints/hdr.ts';
import { expandPrompt } from './expand-prompt.ts';
import { loraLook } from './lora-look.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

/** The picture itself hardly changes: light is what this model adds. */
const GRADE = 0.3;

export const hdrSimulation = simulateEndpoint({
  contract: hdr,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look(input) {
    const { amount, style } = loraLook(undefined, input.prompt);
    return {
      amount: GRADE * amount,
      drift: 0,
      style,
      anchors: [],
      refine: 0,
      steps: input.num_inference_steps,
      guidance: input.guidance_scale,
    };
  },
});
