import type { ForeignFile } from '../../formats/describe-foreign.ts';
import { foreignFileOf, HEAD_BYTES } from '../../formats/foreign-file.ts';

/** The first bytes of a file; none where it cannot be read, as of a folder. */
export async function headOf(file: Blob): Promise<Uint8Array> {
  const bytes = file.slice(0, HEAD_BYTES).arrayBuffer();
  return new Uint8Array(await bytes.catch(() => new ArrayBuffer(0)));
}

/** What a file is, where it is nothing that is read: its gigabytes need not be sent to be told so. */
export async function foreignHead(file: Blob): Promise<ForeignFile | null> {
  return foreignFileOf(await headOf(file));
}
