import { expect, test } from 'vitest';
import { describeForeign } from '../../src/formats/describe-foreign.ts';
import { foreignFileOf } from '../../src/formats/foreign-file.ts';
import { latin1 } from '../../src/formats/head-bytes.ts';
import { matroskaFourCc } from '../../src/formats/riff-codec.ts';
import * as heads from './heads.ts';

const { bytes } = heads;

/** What a file is named, its head, what is said of it, and the way out. */
const ROWS: readonly (readonly [name: string, head: Uint8Array, what: string, fix: RegExp])[] = [
  [
    'a.avi',
    heads.avi('XVID'),
    'an AVI file with MPEG-4 Part 2 (DivX, Xvid) video',
    /^Convert .*ffmpeg -i "a.avi" -c:v libx264 .*"a.mp4"$/,
  ],
  [
    'a.avi',
    heads.avi('H264'),
    'an AVI file with H.264 video',
    /without loss: ffmpeg -i "a.avi" -c:v copy .*"a.mp4"$/,
  ],
  ['a.avi', heads.avi('ULY0'), 'an AVI file with Ut Video', /libx264/],
  ['a.avi', heads.avi('Q!?x'), 'an AVI file with “Q!?x” video', /libx264/],
  ['a.mxf', heads.mxf('\x02\x01\x03\x01'), 'an MXF file with MPEG-2 video', /libx264/],
  ['a.mxf', heads.mxf('\x02\x71\x01\0'), 'an MXF file with DNxHD or DNxHR video', /libx264/],
  ['a.mxf', heads.mxf('\x02\x03\x06\x03'), 'an MXF file with ProRes video', /-c copy "a.mov"$/],
  ['a.flv', heads.flv('\x27'), 'a Flash video (FLV) with H.264 video', /-c:v copy/],
  ['a.flv', heads.flv('\x22'), 'a Flash video (FLV) with Sorenson Spark video', /libx264/],
  ['a.flv', heads.flv('\x90hvc1'), 'a Flash video (FLV) with HEVC (H.265) video', /-c:v copy/],
  [
    'a.mpg',
    heads.programStream('\0\0\x01\xb3....\0\0\x01\xb5'),
    'an MPEG program stream (MPG, VOB) with MPEG-2 video',
    /libx264/,
  ],
  [
    'a.mpg',
    heads.programStream('\0\0\x01\xb3'),
    'an MPEG program stream (MPG, VOB) with MPEG-1 video',
    /libx264/,
  ],
  [
    'a.ts',
    heads.transport([0x0f, 0x02]),
    'an MPEG transport stream (TS, MTS) with MPEG-2 video',
    /"a.ts".*"a.mp4"$/,
  ],
  ['a.mts', heads.transport([0xea], 4), 'an MPEG transport stream (TS, MTS) with VC-1 video', /libx264/],
  ['a.wmv', heads.asf('WMV3'), 'a Windows Media file (WMV, ASF) with Windows Media video', /libx264/],
  ['a.rm', bytes('.RMF....VIDORV40'), 'a RealMedia file with RealVideo', /libx264/],
  ['a.ogv', heads.ogg('\x80theora'), 'an Ogg file with Theora video', /libx264/],
  ['a.ivf', bytes('DKIF\0\0 \0VP90'), 'an IVF file with VP9 video', /-c:v copy .*"a.webm"$/],
  [
    'a.h264',
    bytes('\0\0\0\x01\x67'),
    'a bare video stream without a container with H.264 video',
    /-framerate 24 -i "a.h264" -c copy/,
  ],
  [
    'a.hevc',
    bytes('\0\0\0\x01\x40\x01'),
    'a bare video stream without a container with HEVC (H.265) video',
    /-framerate/,
  ],
  ['a.m2v', bytes('\0\0\x01\xb3'), 'a bare video stream without a container with MPEG-1 video', /libx264/],
  ['a.dv', bytes('\x1f\x07\0\xbf'), 'a raw DV stream', /libx264/],
  ['a.y4m', bytes('YUV4MPEG2 W320'), 'a YUV4MPEG file (Y4M)', /libx264/],
  ['a.r3d', bytes('\0\0\x01\0RED2'), 'a RED clip (R3D)', /DaVinci Resolve/],
  [
    'a.heic',
    heads.iso('heic', 'mif1'),
    'a HEIC picture (HEIF with HEVC)',
    /iPhone .*Most Compatible.* sips -s format jpeg "a.heic" --out "a.jpg"$/,
  ],
  ['a.heif', heads.iso('mif1', 'miaf', 'heix'), 'a HEIC picture (HEIF with HEVC)', /sips/],
  ['a.avif', heads.iso('avis', 'avif'), 'an animated AVIF', /ffmpeg -i "a.avif"/],
  ['a.cr3', heads.iso('crx ', 'isom'), 'a camera’s raw picture', /darktable/],
  ['a.cr2', bytes('II*\0\x10\0\0\0CR'), 'a camera’s raw picture', /darktable/],
  ['a.png', heads.png('iCCP', 'acTL', 'IDAT'), 'an animated PNG', /ffmpeg -i "a.png"/],
  ['a.webp', heads.webp(0x02), 'an animated WebP', /magick "a.webp" -coalesce "a.png"$/],
  ['a.jxl', bytes('\xff\x0a'), 'a JPEG XL picture', /djxl "a.jxl" "a.png"$/],
  ['a.jxl', bytes('\0\0\0\x0cJXL \r\n\x87\n'), 'a JPEG XL picture', /djxl/],
  ['a.jp2', bytes('\0\0\0\x0cjP  \r\n\x87\n'), 'a JPEG 2000 picture', /ffmpeg -i "a.jp2" "a.png"$/],
  ['a.psd', bytes('8BPS\0\x01'), 'a Photoshop file (PSD)', /Photoshop and export a PNG/],
  ['a.dpx', bytes('SDPX'), 'a DPX frame', /Nuke or Resolve.*EXR/],
  ['a.cin', bytes('\x80\x2a\x5f\xd7'), 'a Cineon frame', /Nuke or Resolve/],
  ['a.hdr', bytes('#?RADIANCE\n'), 'a Radiance HDR picture', /oiiotool "a.hdr" -o "a.exr"$/],
  ['a.bmp', bytes('BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28'), 'a BMP picture', /"a.png"$/],
];

test.each(ROWS)(
  '%s (%#) is named by container and codec, with what makes it readable',
  (name, head, what, fix) => {
    const foreign = foreignFileOf(head);
    const told = describeForeign(foreign!, name);
    expect(told.what).toBe(`is ${what}, which cannot be read as it is`);
    expect(told.fix).toMatch(fix);
  },
);

const NO_MEDIA: readonly (readonly [name: string, head: Uint8Array, what: string, fix: RegExp])[] = [
  ['a.blend', bytes('BLENDER-v300'), 'a Blender scene', /Output Properties.*FFmpeg Video.*H\.264/],
  ['a.blend', bytes('\x28\xb5\x2f\xfd'), 'a Blender scene', /Output Properties/],
  ['a.zst', bytes('\x28\xb5\x2f\xfd'), 'a Zstandard archive', /Unpack/],
  ['a.zip', bytes('PK\x03\x04'), 'a ZIP archive', /Unpack/],
  ['a.fbx', bytes('Kaydara FBX Binary'), 'a 3D scene (FBX)', /playblast/],
  ['a.mp4', bytes('<!DOCTYPE html><html>', 21), 'a web page (HTML)', /sign-in/],
  [
    'a.mp4',
    bytes('version https://git-lfs.github.com/spec/v1\noid sha256:0', 0),
    'a pointer of Git LFS, not the file itself',
    /git lfs pull/,
  ],
  ['a.mp4', bytes('Ein Brief, kein Film: schöne Grüße', 0), 'a text file', /Choose an MP4/],
  ['a.mp4', bytes('{"nodes": []}   \n', 0), 'JSON text', /Choose an MP4/],
  ['a.mp4', bytes('', 4096), 'nothing but zeros', /Wait until/],
];

test.each(NO_MEDIA)('%s (%#) is told apart from clips and images', (name, head, what, fix) => {
  const utf8 = what === 'a text file' ? new TextEncoder().encode(latin1(head)) : head;
  const told = describeForeign(foreignFileOf(utf8)!, name);
  expect(told.what).toBe(`is ${what}, not a video or an image`);
  expect(told.fix).toMatch(fix);
});

test.each([
  ['MP4', heads.iso('isom', 'avc1', 'mp41')],
  ['QuickTime', heads.iso('qt  ')],
  ['AVIF', heads.iso('avif', 'mif1')],
  ['AVIF under its general brand', heads.iso('mif1', 'avif')],
  ['Matroska', bytes('\x1aE\xdf\xa3')],
  ['a transport stream with H.264', heads.transport([0x0f, 0x1b])],
  ['a transport stream with MPEG-2 and H.264', heads.transport([0x02, 0x1b])],
  ['a transport stream with HEVC from a camera', heads.transport([0x24], 4)],
  ['PNG', heads.png('gAMA', 'IDAT', 'acTL')],
  ['JPEG', bytes('\xff\xd8\xff\xe0')],
  ['WebP', heads.webp(0x10)],
  ['TIFF', bytes('II*\0\x08\0\0\0')],
  ['EXR', bytes('v/1\x01\x02')],
  ['sound in Ogg', heads.ogg('\x01vorbis')],
  ['weights', bytes('\x42\x4d\x01\0\0\0\0\0{"__metadata__":{}}')],
])('%s is left to those who read it', (_, head) => {
  expect(foreignFileOf(head)).toBeNull();
});

test('a Matroska file that keeps its codec in the manner of AVI says which', () => {
  const head = heads.matroskaVfw('HFYU');
  expect(matroskaFourCc(head, latin1(head))).toBe('HFYU');
  expect(matroskaFourCc(bytes('V_MS/VFW/FOURCC'), 'V_MS/VFW/FOURCC')).toBeUndefined();
});

test('no beginning of a file makes the reader fail, however short it is cut', () => {
  for (const [, head] of [...ROWS, ...NO_MEDIA]) {
    for (let length = 0; length < head.length; length++) foreignFileOf(head.subarray(0, length));
  }
});
