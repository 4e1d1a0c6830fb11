import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape } from '../free-size-shape.ts';
import { imageToVideoFields } from '../image-to-video-fields.ts';
import { loraFields } from '../shared-fields.ts';

/** `fal-ai/ltx-2.3-quality/image-to-video/lora`: animates a still through adapters. */
export const imageToVideoLora = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/image-to-video/lora',
  title: 'Image to video, LoRA',
  help: 'Animates a still through up to three LoRAs.',
  sourceField: 'image_url',
  delivers: 'video',
  volumeCapPxFrames: null,
  fields: { ...imageToVideoFields, ...loraFields },
  shape: freeSizeShape,
  lighter: () => [],
});
