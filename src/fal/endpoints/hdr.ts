import { defineEndpoint } from '../endpoint.ts';
import { freeSizeShape } from '../free-size-shape.ts';
import { hdrFields } from '../hdr-fields.ts';
import { BY_PAGE } from '../price.ts';

/** `fal-ai/ltx-2.3-quality/hdr`: lifts a clip into HDR as half-float EXR frames. */
export const hdr = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/hdr',
  node: 'hdr',
  kind: 'hdr',
  title: 'HDR',
  help: 'Lifts a clip into high dynamic range: a preview video and one half-float EXR for each frame.',
  sourceField: 'video_url',
  delivers: 'hdr',
  price: { usdPerMegapixel: 0.0027075, ...BY_PAGE },
  budget: null,
  fields: hdrFields,
  shape: freeSizeShape,
});
