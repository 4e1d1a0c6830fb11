import { renderToReal } from '../../fal/endpoints/render-to-real.ts';
import { withTrigger } from '../../fal/trigger.ts';
import { expandPrompt } from './expand-prompt.ts';
import { INTENSITY } from './lora-look.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const renderToRealSimulation = simulateEndpoint({
  contract: renderToReal,
  finalPrompt: ({ prompt, enable_prompt_expansion }) =>
    expandPrompt(withTrigger(prompt), enable_prompt_expansion),
  look(input, media) {
    return {
      ...INTENSITY[input.intensity as keyof typeof INTENSITY],
      anchors: media.image_url === undefined ? [] : [{ frame: 0, path: media.image_url }],
      refine: input.enable_detail_refine ? input.detail_refine_strength : 0,
      steps: input.num_inference_steps,
      guidance: input.guidance_scale,
    };
  },
});
