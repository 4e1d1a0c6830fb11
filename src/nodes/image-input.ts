import { defineNode } from '../engine/define-node.ts';
import { failure } from '../engine/problem.ts';

/** A still from disk or the web, used as reference. */
export const imageInput = defineNode({
  id: 'image-input',
  version: 1,
  title: 'Image input',
  category: 'Input',
  help: 'A photoreal still: a paint-over, a photo or a generated frame that sets the look.',
  inputs: {},
  outputs: { image: { kind: 'image', label: 'Image' } },
  params: {
    image: {
      kind: 'media',
      accepts: 'image',
      label: 'Image',
      default: null,
      help: 'PNG, JPEG, WebP, TIFF or AVIF.',
    },
  },
  check({ params }) {
    if (params.image !== null) return [];
    return [
      {
        severity: 'error',
        code: 'missing-media',
        param: 'image',
        message: 'No image is chosen.',
        fix: 'Choose an image file, or drop one on the node.',
      },
    ];
  },
  derive({ params: { image } }) {
    if (image?.kind !== 'image')
      return failure('missing-media', 'No image is chosen.', 'Choose an image file.');
    const { asset, name, width, height } = image;
    return { image: { asset, name, width, height } };
  },
});
