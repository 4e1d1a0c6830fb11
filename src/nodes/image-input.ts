import { defineNode } from '../engine/define-node.ts';
import { failure } from '../engine/problem.ts';
import { pendingAsset } from '../engine/value.ts';
import { layerFindings, layerParam, toneMapParam } from '../sources/exr-params.ts';

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
      help: 'PNG, JPEG, WebP, TIFF, AVIF or EXR.',
    },
    layer: layerParam('image'),
    tone_map: { ...toneMapParam, addedLater: true },
  },
  persist: true,
  check({ params: { image, layer }, node }) {
    if (image?.kind === 'image') return layerFindings(layer, image, node.id);
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
  forecast({ params: { image }, key }) {
    if (image?.kind !== 'image') return {};
    const { asset, name, width, height, isExr } = image;
    return { image: { asset: isExr ? pendingAsset(key) : asset, name, width, height } };
  },
  async run({ params: { image, layer, tone_map } }, { media, signal }) {
    if (image?.kind !== 'image')
      return failure('missing-media', 'No image is chosen.', 'Choose an image file.');
    const { asset, name, width, height } = image;
    const still = { asset, name, width, height };
    // Models take no scene-linear light.
    const shown = image.isExr ? await media.showExr(still, { layer, toneMap: tone_map }, signal) : still;
    return 'failed' in shown ? shown : { image: shown };
  },
});
