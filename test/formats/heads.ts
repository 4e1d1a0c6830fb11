/** Beginnings of files that a test makes itself: as much of each as tells what it is. */
export const bytes = (text: string, length = 64): Uint8Array =>
  Uint8Array.from({ length: Math.max(length, text.length) }, (_, at) => text.charCodeAt(at) || 0);

/** An AVI with one video stream: its format is a BITMAPINFOHEADER. */
export const avi = (fourCc: string) =>
  bytes(`RIFF....AVI LIST....hdrlstrh8\0\0\0vids${fourCc}${'\0'.repeat(48)}strf(\0\0\0${bitmap(fourCc)}`);

const bitmap = (fourCc: string) => `(\0\0\0${'\0'.repeat(12)}${fourCc}${'\0'.repeat(20)}`;

export const asf = (fourCc: string) =>
  bytes(
    `0&\xb2u\x8ef\xcf\x11${'\0'.repeat(40)}\xc0\xef\x19\xbcM[\xcf\x11\xa8\xfd\0\x80_\\D+${'\0'.repeat(49)}${bitmap(fourCc)}`,
  );

/** An FLV with metadata of some length before the first picture. */
export const flv = (codec: string) =>
  bytes(
    `FLV\x01\x05\0\0\0\x09\0\0\0\0\x12\0\0\x05${'\0'.repeat(7)}hello\0\0\0\x10\x09\0\0\x20${'\0'.repeat(7)}${codec}`,
    96,
  );

export const mxf = (coding: string) =>
  bytes(
    `\x06\x0e+4\x02\x05\x01\x01\x0d\x01\x02\x01${'\0'.repeat(80)}\x06\x0e+4\x04\x01\x01\x0a\x04\x01\x02${coding}`,
  );

export const programStream = (inside: string) =>
  bytes(`\0\0\x01\xba\x44${'\0'.repeat(40)}\0\0\x01\xe0${inside}`);

export const ogg = (stream: string) => bytes(`OggS\0\x02${'\0'.repeat(22)}${stream}`);

export const matroskaVfw = (fourCc: string) =>
  bytes(`\x1aE\xdf\xa3${'\0'.repeat(40)}\x86\x8fV_MS/VFW/FOURCC\x63\xa2\xa8${bitmap(fourCc)}`);

export const iso = (main: string, ...compatible: string[]) =>
  bytes(`\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${main}\0\0\0\0${compatible.join('')}`);

/** Two packets of a transport stream: a program table and a map with these types of streams; three more are empty. */
export function transport(types: readonly number[], timeBytes = 0): Uint8Array {
  const time = '\0'.repeat(timeBytes);
  const packet = (pid: number, payload: string) =>
    time + `G${String.fromCharCode(0x40 | (pid >> 8), pid & 0xff)}\x10${payload}`.padEnd(188, '\xff');
  const section = (table: string, body: string) =>
    `\0${table}\xb0${String.fromCharCode(body.length + 4)}${body}crc!`;
  const map = section(
    '\x02',
    `\0\x01\xc1\0\0\xe1\0\xf0\0${types.map((type) => `${String.fromCharCode(type)}\xe1\0\xf0\0`).join('')}`,
  );
  const table = section('\0', '\0\x01\xc1\0\0\0\x01\xf0\0');
  return bytes([packet(0, table), packet(0x1000, map), ...[1, 2, 3].map(() => packet(0x1fff, ''))].join(''));
}

export const png = (...chunks: string[]) =>
  bytes(`\x89PNG\r\n\x1a\n${['IHDR', ...chunks].map((type) => `\0\0\0\x04${type}datacrc!`).join('')}`, 128);

export const webp = (flags: number) => bytes(`RIFF....WEBPVP8X\x0a\0\0\0${String.fromCharCode(flags)}`);
