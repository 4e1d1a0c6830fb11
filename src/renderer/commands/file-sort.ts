import { type ForeignFile, isText } from '../../formats/describe-foreign.ts';
import { foreignFileOf } from '../../formats/foreign-file.ts';
import { latin1 } from '../../formats/head-bytes.ts';
import { transportCodecs } from '../../formats/transport-stream.ts';
import { headOf } from '../host/foreign-head.ts';

type FileSort = 'json' | 'code' | 'media' | 'archive' | 'scene' | 'other';

const SCENE = /\.(blend\d*|fbx|obj|gltf|glb|usd[acz]?|abc|ma|mb|max|c4d|hip|uasset|umap|unity)$/i;
const CODE = /\.(sh|bash|curl|txt|m?js|cjs|ts|py|ipynb)$/i;
const MEDIA = /\.(mp4|m4v|mov|mkv|webm|avi|mxf|png|jpe?g|webp|tiff?|avif|gif|exr|bmp|safetensors)$/i;
/** First bytes of clips and images that are read. */
const READ = ['\x1aE\xdf\xa3', '\x89PNG', '\xff\xd8\xff', 'RIFF', 'GIF8', 'II*\0', 'MM\0*', 'v/1\x01'];

/** What a file is that was dropped or chosen: by its first bytes where they tell, else by its name. */
export async function sortOf(file: File): Promise<FileSort | ForeignFile> {
  const head = await headOf(file);
  const foreign = foreignFileOf(head);
  if (foreign && !isText(foreign)) return foreign;
  if (isRead(head)) return 'media';
  if (/\.json$/i.test(file.name) || file.type === 'application/json') return 'json';
  if (CODE.test(file.name)) return 'code';
  if (foreign && MEDIA.test(file.name)) return foreign;
  if (SCENE.test(file.name)) return 'scene';
  if (/\.(zip|rar|7z|tar|gz)$/i.test(file.name)) return 'archive';
  return MEDIA.test(file.name) || /^(video|image)\//.test(file.type) ? 'media' : 'other';
}

function isRead(head: Uint8Array): boolean {
  const text = latin1(head.subarray(0, 16));
  return (
    text.slice(4, 8) === 'ftyp' ||
    READ.some((start) => text.startsWith(start)) ||
    transportCodecs(head) !== null
  );
}
