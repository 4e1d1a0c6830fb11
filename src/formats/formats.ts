import {
  blender,
  chooseMedia,
  clipOrStill,
  developLog,
  developRaw,
  downloadAgain,
  encodeAgain,
  exportFrom,
  gitLfs,
  heicToJpeg,
  jxlToPng,
  needPicture,
  playblast,
  toExr,
  toFrames,
  toPng,
  transcodeIn,
  unpack,
  type WayOut,
  waitForCopy,
} from './ways-out.ts';

export interface Format {
  /** With its article: what is said of a file of it. */
  readonly title: string;
  readonly wayOut: WayOut;
  /** `media` is a clip or a still; `text` may mean something elsewhere, as a script does. */
  readonly sort: 'media' | 'other' | 'text';
}

const clip = (title: string, wayOut = encodeAgain): Format => ({ title, wayOut, sort: 'media' });
const still = (title: string, wayOut = toPng): Format => ({ title, wayOut, sort: 'media' });
const other = (title: string, wayOut: WayOut): Format => ({ title, wayOut, sort: 'other' });
const text = (title: string, wayOut = chooseMedia): Format => ({ title, wayOut, sort: 'text' });

/** What is known by name but not read as it is. */
export const FORMATS = {
  // Containers of clips.
  avi: clip('an AVI file'),
  mxf: clip('an MXF file'),
  flv: clip('a Flash video (FLV)'),
  ps: clip('an MPEG program stream (MPG, VOB)'),
  ts: clip('an MPEG transport stream (TS, MTS)'),
  asf: clip('a Windows Media file (WMV, ASF)'),
  rm: clip('a RealMedia file'),
  ogg: clip('an Ogg file'),
  mp4: clip('an MP4 file'),
  mov: clip('a QuickTime file (MOV)'),
  mkv: clip('a Matroska file (MKV)'),
  webm: clip('a WebM file'),
  elementary: clip('a bare video stream without a container'),
  dv: clip('a raw DV stream'),
  y4m: clip('a YUV4MPEG file (Y4M)'),
  ivf: clip('an IVF file'),
  nut: clip('a NUT file'),
  bink: clip('a Bink video', transcodeIn('RAD Video Tools')),
  swf: clip('a Flash animation (SWF)', transcodeIn('the program that made it')),
  r3d: clip('a RED clip (R3D)', transcodeIn('REDCINE-X or DaVinci Resolve')),
  // Moving pictures that look like stills.
  'animated-gif': still('an animated GIF', clipOrStill),
  'animated-png': still('an animated PNG', clipOrStill),
  'animated-webp': still('an animated WebP', toFrames),
  'animated-avif': still('an animated AVIF', clipOrStill),
  // Stills.
  heic: still('a HEIC picture (HEIF with HEVC)', heicToJpeg),
  jxl: still('a JPEG XL picture', jxlToPng),
  jp2: still('a JPEG 2000 picture'),
  psd: still('a Photoshop file (PSD)', exportFrom('Photoshop')),
  krita: still('a Krita file', exportFrom('Krita')),
  openraster: still('an OpenRaster file', exportFrom('the program that made it')),
  gimp: still('a GIMP file (XCF)', exportFrom('GIMP')),
  pdf: still('a PDF or Illustrator file', exportFrom('the program that made it')),
  svg: still('an SVG drawing', exportFrom('Inkscape or Illustrator')),
  eps: still('a PostScript file', exportFrom('the program that made it')),
  dpx: still('a DPX frame', developLog),
  cineon: still('a Cineon frame', developLog),
  hdr: still('a Radiance HDR picture', toExr),
  raw: still('a camera’s raw picture', developRaw),
  bmp: still('a BMP picture'),
  pcx: still('a PCX picture'),
  pnm: still('a Netpbm picture (PPM, PGM, PFM)'),
  dds: still('a DDS texture'),
  qoi: still('a QOI picture'),
  sgi: still('an SGI picture (RGB)'),
  iff: still('a Maya IFF picture', toExr),
  ico: still('an icon (ICO)'),
  ktx: still('a KTX texture', exportFrom('the program that made it')),
  // Everything else that is dropped by mistake.
  blend: other('a Blender scene', blender),
  fbx: other('a 3D scene (FBX)', playblast),
  gltf: other('a 3D scene (glTF)', playblast),
  usd: other('a 3D scene (USD)', playblast),
  alembic: other('a 3D scene (Alembic)', playblast),
  maya: other('a 3D scene (Maya)', playblast),
  zip: other('a ZIP archive', unpack),
  rar: other('a RAR archive', unpack),
  '7z': other('a 7-Zip archive', unpack),
  gzip: other('a gzip archive', unpack),
  zstd: other('a Zstandard archive', unpack),
  xz: other('an XZ archive', unpack),
  tar: other('a TAR archive', unpack),
  sound: other('only sound', needPicture),
  zeros: other('nothing but zeros', waitForCopy),
  lfs: other('a pointer of Git LFS, not the file itself', gitLfs),
  html: text('a web page (HTML)', downloadAgain),
  playlist: other('a playlist (M3U8)', encodeAgain),
  json: text('JSON text'),
  text: text('a text file'),
} satisfies Readonly<Record<string, Format>>;

export type FormatId = keyof typeof FORMATS;
