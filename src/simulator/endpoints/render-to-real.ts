import { renderToReal } from '../../fal/endpoints/render-to-real.ts';
import { simulateEndpoint } from './simulated-endpoint.ts';

const TRIGGER = '3DREAL';
const EXPANSION =
  'Photographed on location with natural light, physically plausible materials, fine surface detail and a shallow depth of field.';

/** How far each adapter goes: share of the full look and geometric drift as a share of the short side. */
const INTENSITY = {
  light: { amount: 0.55, drift: 0.0012 },
  strong: { amount: 0.8, drift: 0.0045 },
  'strong-v2': { amount: 1, drift: 0.006 },
} as const;

export const renderToRealSimulation = simulateEndpoint({
  contract: renderToReal,
  finalPrompt({ prompt, enable_prompt_expansion }) {
    const kept = prompt.includes(TRIGGER) ? prompt : `${TRIGGER}. ${prompt}`;
    return enable_prompt_expansion ? `${kept.trimEnd()} ${EXPANSION}` : kept;
  },
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
