import type { FormatId } from './formats.ts';

/** Text at fixed places of a head, all of which has to be there. */
interface Signature {
  readonly format: FormatId;
  readonly at: readonly (readonly [place: number, text: string])[];
}

const sign = (format: FormatId, text: string, place = 0, ...more: [number, string][]): Signature => ({
  format,
  at: [[place, text], ...more],
});

/** First bytes by which a format is known, as Latin-1 text; after the specifications of each and `magic(5)`. */
export const SIGNATURES: readonly Signature[] = [
  sign('avi', 'RIFF', 0, [8, 'AVI']),
  // SMPTE ST 377-1: a partition pack.
  sign('mxf', '\x06\x0e+4\x02\x05\x01\x01\x0d\x01\x02'),
  sign('flv', 'FLV\x01'),
  sign('ps', '\0\0\x01\xba'),
  sign('asf', '0&\xb2u\x8ef\xcf\x11'),
  sign('rm', '.RMF'),
  sign('y4m', 'YUV4MPEG2 '),
  sign('ivf', 'DKIF'),
  sign('nut', 'nut/multimedia container'),
  sign('dv', '\x1f\x07\0'),
  sign('bink', 'BIKi'),
  sign('bink', 'BIKb'),
  sign('bink', 'KB2'),
  sign('swf', 'FWS', 0, [7, '\0']),
  sign('swf', 'CWS'),
  sign('r3d', 'RED1', 4),
  sign('r3d', 'RED2', 4),
  sign('jxl', '\xff\x0a'),
  sign('jxl', '\0\0\0\x0cJXL \x0d\x0a\x87\x0a'),
  sign('jp2', '\0\0\0\x0cjP  \x0d\x0a\x87\x0a'),
  sign('jp2', '\xff\x4f\xff\x51'),
  sign('psd', '8BPS\0\x01'),
  sign('psd', '8BPS\0\x02'),
  sign('krita', 'PK\x03\x04', 0, [38, 'application/x-krita']),
  sign('openraster', 'PK\x03\x04', 0, [38, 'image/openraster']),
  sign('gimp', 'gimp xcf'),
  sign('pdf', '%PDF-'),
  sign('eps', '%!PS'),
  sign('dpx', 'SDPX'),
  sign('dpx', 'XPDS'),
  sign('cineon', '\x80\x2a\x5f\xd7'),
  sign('cineon', '\xd7\x5f\x2a\x80'),
  sign('hdr', '#?RADIANCE'),
  sign('hdr', '#?RGBE'),
  sign('raw', 'II*\0', 0, [8, 'CR']),
  sign('raw', 'FUJIFILMCCD-RAW'),
  sign('raw', 'IIRO'),
  sign('raw', 'IIRS'),
  sign('raw', 'IIU\0'),
  sign('bmp', 'BM', 0, [6, '\0\0\0\0'], [15, '\0\0\0']),
  sign('pcx', '\x0a\x05\x01\x08'),
  ...['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'PF', 'Pf'].map((text) => sign('pnm', `${text}\n`)),
  sign('pnm', 'P7\nWIDTH'),
  sign('dds', 'DDS |\0\0\0'),
  sign('qoi', 'qoif'),
  sign('sgi', '\x01\xda\0\x01'),
  sign('sgi', '\x01\xda\x01\x01'),
  sign('iff', 'FOR4', 0, [8, 'CIMG']),
  sign('ico', '\0\0\x01\0', 0, [5, '\0'], [9, '\0']),
  sign('ktx', '\xabKTX '),
  sign('blend', 'BLENDER'),
  sign('fbx', 'Kaydara FBX'),
  sign('gltf', 'glTF'),
  sign('usd', 'PXR-USDC'),
  sign('usd', '#usda '),
  sign('alembic', 'Ogawa'),
  sign('maya', '//Maya'),
  sign('maya', 'FOR8', 0, [16, 'Maya']),
  sign('zip', 'PK\x03\x04'),
  sign('zip', 'PK\x05\x06'),
  sign('rar', 'Rar!\x1a\x07'),
  sign('7z', "7z\xbc\xaf'\x1c"),
  sign('gzip', '\x1f\x8b\x08'),
  sign('zstd', '\x28\xb5\x2f\xfd'),
  sign('xz', '\xfd7zXZ\0'),
  sign('tar', 'ustar', 257),
  sign('lfs', 'version https://git-lfs.github.com/spec/'),
  sign('playlist', '#EXTM3U'),
  sign('svg', '<svg'),
];

/** The format whose signature a head has, or null. */
export function signatureOf(head: string): FormatId | null {
  return (
    SIGNATURES.find(({ at }) => at.every(([place, text]) => head.startsWith(text, place)))?.format ?? null
  );
}
