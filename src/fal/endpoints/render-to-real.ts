import {
  maxFramesForSize,
  sizeForShortSide,
  snapFramesDown,
  VOLUME_CAP_PX_FRAMES,
  volumePxFrames,
} from '../budget.ts';
import { defineEndpoint } from '../endpoint.ts';
import { BY_PAGE } from '../price.ts';
import { sharedFields } from '../shared-fields.ts';
import { TRIGGER } from '../trigger.ts';

const SHORT_SIDE_PX: Readonly<Record<string, number>> = { '480p': 480, '720p': 720 };
const sizeOf = (resolution: string, source: { width: number; height: number }) =>
  sizeForShortSide(source, SHORT_SIDE_PX[resolution] ?? 720);

/** `fal-ai/ltx-2.3-quality/render-to-real`: a 3D render becomes photoreal footage with the 3DREAL LoRA built in. */
export const renderToReal = defineEndpoint({
  id: 'fal-ai/ltx-2.3-quality/render-to-real',
  node: 'render-to-real',
  kind: 'render-to-real',
  title: 'Render to real',
  help: 'Turns a 3D render into photoreal footage that keeps its composition, motion and camera.',
  sourceField: 'video_url',
  delivers: 'video',
  trigger: TRIGGER,
  price: { usdPerMegapixel: 0.0024075, ...BY_PAGE },
  budget: {
    volumeCapPxFrames: VOLUME_CAP_PX_FRAMES,
    lighter(input, source) {
      const most = maxFramesForSize(sizeOf(input.resolution, source));
      const fewer = most === null || most >= input.num_frames ? [] : [{ num_frames: most }];
      if (input.resolution === '480p') return fewer;
      const sizeAt480 = sizeOf('480p', source);
      const mostAt480 = maxFramesForSize(sizeAt480);
      const fitsAt480 =
        volumePxFrames({ ...sizeAt480, frameCount: input.num_frames }) <= VOLUME_CAP_PX_FRAMES;
      const smaller = fitsAt480
        ? [{ resolution: '480p' as const }]
        : mostAt480 === null
          ? []
          : [{ resolution: '480p' as const, num_frames: mostAt480 }];
      return [...fewer, ...smaller];
    },
  },
  fields: {
    video_url: {
      kind: 'video',
      label: 'Blockout',
      help: 'The render, viewport capture or previs to make photoreal.',
      required: true,
    },
    image_url: {
      kind: 'image',
      label: 'First frame',
      help: 'A photoreal still of frame 0. It sets the look that the clip follows.',
    },
    intensity: {
      kind: 'choice',
      label: 'Intensity',
      help: 'light keeps the layout faithfully; strong adds realism and may drift; strong-v2 stays steady across cuts.',
      options: ['light', 'strong', 'strong-v2'],
      default: 'light',
    },
    enable_detail_refine: {
      kind: 'toggle',
      label: 'Detail refine',
      help: 'Doubles width and height. About four times the price, and slower.',
      default: false,
    },
    detail_refine_strength: {
      kind: 'number',
      label: 'Refine strength',
      help: 'How much detail refine may repaint.',
      default: 0.75,
      min: 0.3,
      max: 0.95,
      step: 0.05,
      onlyWith: 'enable_detail_refine',
    },
    prompt: {
      kind: 'text',
      label: 'Prompt',
      help: 'Describe the photoreal result. The trigger word 3DREAL is always kept.',
      default: '3DREAL. ',
    },
    resolution: {
      kind: 'choice',
      label: 'Resolution',
      help: 'Short side of the output; the aspect is the source’s. 720p fits about 6 s, 480p about 15 s.',
      options: ['480p', '720p'],
      default: '720p',
    },
    ...sharedFields,
    enable_prompt_expansion: {
      kind: 'toggle',
      label: 'Expand prompt',
      help: 'Lets a language model enrich the prompt. The final prompt comes back with the take.',
      default: false,
      advanced: true,
    },
  },
  shape(input, source) {
    const size = sizeOf(input.resolution, source);
    const frameCount = snapFramesDown(input.num_frames);
    const factor = input.enable_detail_refine ? 2 : 1;
    return {
      // The endpoint may count the frames as asked, before it snaps them.
      generated: { ...size, frameCount: input.num_frames },
      output: {
        width: size.width * factor,
        height: size.height * factor,
        frameCount,
        fps: input.frames_per_second,
      },
    };
  },
});
