import { imageToVideo } from '../../fal/endpoints/image-to-video.ts';
import { expandPrompt } from './expand-prompt.ts';
import { keyframeAnchors } from './keyframe-anchors.ts';
import { loraLook } from './lora-look.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

export const imageToVideoSimulation = simulateEndpoint({
  contract: imageToVideo,
  finalPrompt: ({ prompt, enable_prompt_expansion }) => expandPrompt(prompt, enable_prompt_expansion),
  look: (input, media, frameCount) => ({
    ...loraLook(undefined, input.prompt),
    anchors: keyframeAnchors(media, frameCount, { first: input.image_strength }),
    refine: 0,
    steps: input.num_inference_steps,
    guidance: input.guidance_scale,
  }),
});
