import type { CommandNames } from './command-name.ts';

/** What a user can do with a file, with its own name in the commands; a command comes last. */
export type WayOut = (names: CommandNames) => string;

const H264 = '-c:v libx264 -crf 14 -pix_fmt yuv420p';
/** H.264 in 4:2:0 has even sides only. */
const EVEN = '-vf "crop=trunc(iw/2)*2:trunc(ih/2)*2"';

/** Any clip that ffmpeg reads. */
export const encodeAgain: WayOut = ({ input, output }) =>
  `Convert it to H.264: ffmpeg -i ${input} ${H264} -c:a aac ${output('mp4')}`;

/** A clip whose codec is read, in a container that is not: its picture is not encoded again. */
export const changeContainer: WayOut = ({ input, output }) =>
  `Put its picture into an MP4 without loss: ffmpeg -i ${input} -c:v copy -c:a aac ${output('mp4')}`;

export const changeToWebm: WayOut = ({ input, output }) =>
  `Put its picture into a WebM without loss: ffmpeg -i ${input} -c:v copy -c:a libopus ${output('webm')}`;

/** ProRes and its like, which MP4 does not take. */
export const changeToMov: WayOut = ({ input, output }) =>
  `Put it into a MOV without loss: ffmpeg -i ${input} -c copy ${output('mov')}`;

/** A bare stream: it does not say how fast it runs. */
export const addContainer: WayOut = ({ input, output }) =>
  `Put it into an MP4 with its frame rate: ffmpeg -framerate 24 -i ${input} -c copy ${output('mp4')}`;

export const clipOrStill: WayOut = ({ input, output }) =>
  `For a clip: ffmpeg -i ${input} ${EVEN} ${H264} ${output('mp4')} — or save one frame of it as PNG.`;

export const toFrames: WayOut = ({ input, output }) =>
  `Save its frames as PNG for an image sequence: magick ${input} -coalesce ${output('png')}`;

/** A still that ffmpeg reads. */
export const toPng: WayOut = ({ input, output }) => `Convert it to PNG: ffmpeg -i ${input} ${output('png')}`;

/** Light beyond white is kept. */
export const toExr: WayOut = ({ input, output }) =>
  `Convert it to EXR: oiiotool ${input} -o ${output('exr')}`;

export const developLog: WayOut = ({ input, output }) =>
  `Convert it in Nuke or Resolve, which know its film curve, to EXR or PNG. As it is: ffmpeg -i ${input} ${output('png')}`;

export const jxlToPng: WayOut = ({ input, output }) => `Convert it to PNG: djxl ${input} ${output('png')}`;

export const heicToJpeg: WayOut = ({ input, output }) =>
  `On an iPhone choose Settings → Camera → Formats → Most Compatible. On a Mac export this one as JPEG in Preview, or: sips -s format jpeg ${input} --out ${output('jpg')}`;

export const exportFrom =
  (program: string): WayOut =>
  () =>
    `Open it in ${program} and export a PNG.`;

export const developRaw: WayOut = () =>
  'Develop it in Lightroom, Photos or darktable and export a TIFF, PNG or JPEG.';

export const transcodeIn =
  (program: string): WayOut =>
  () =>
    `Export it from ${program} as ProRes 422 HQ or H.264.`;

export const blender: WayOut = () =>
  'Render it as a clip: in Output Properties choose FFmpeg Video (in Blender 5 Media Type → Video), Container MPEG-4, Video Codec H.264, then Render → Render Animation.';

export const playblast: WayOut = () => 'Render a playblast of it (MP4, MOV or WebM) and use that.';

export const unpack: WayOut = () => 'Unpack it and use the clips or images inside.';

export const getUnprotected: WayOut = () =>
  'Ask whoever made it for a copy without protection; no program can open this one without its key.';

export const needPicture: WayOut = () => 'There is no picture in it; choose a clip that has one.';

export const CHOOSE_MEDIA =
  'Choose an MP4, MOV, WebM or MKV clip, or a PNG, JPEG, WebP, TIFF, AVIF or EXR image.';
export const chooseMedia: WayOut = () => CHOOSE_MEDIA;

export const downloadAgain: WayOut = () =>
  'The download needed a sign-in or another address: open it in a browser, save the file itself and use that.';

export const gitLfs: WayOut = () => 'Fetch the real file with: git lfs pull';

export const waitForCopy: WayOut = () =>
  'Wait until the copy, download or cloud folder has finished, or copy the file again.';
