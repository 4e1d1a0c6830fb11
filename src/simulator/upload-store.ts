import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { writeAtomic } from '../files/write-atomic.ts';
import type { FileAddress, FileStore } from './file-store.ts';

/** An upload between its initiate call and its last byte. */
export interface Upload {
  readonly id: string;
  /** Query secret of the upload URL; the PUT carries no key. */
  readonly signature: string;
  readonly multipart: boolean;
  readonly contentType: string;
  readonly address: FileAddress;
  readonly lifetimeS: number | null;
  readonly profile: string;
}

interface UploadPart {
  readonly partNumber: number;
  readonly etag: string;
}

type Body = ReadableStream<Uint8Array> | null;

export interface UploadStore {
  create(about: Omit<Upload, 'id' | 'signature' | 'address'> & { name: string }): Promise<Upload>;
  find(id: string, signature: string | null): Promise<Upload | undefined>;
  receiveWhole(upload: Upload, body: Body): Promise<UploadPart>;
  receivePart(upload: Upload, partNumber: number, body: Body): Promise<UploadPart>;
  /** Joins the parts in the order given, or says which one does not fit. */
  complete(upload: Upload, parts: readonly UploadPart[]): Promise<string | null>;
}

/** Opens the folder of unfinished uploads; bytes go straight to disk. */
export async function openUploadStore(dataDir: string, files: FileStore): Promise<UploadStore> {
  const uploadsDir = join(dataDir, 'uploads');
  await mkdir(uploadsDir, { recursive: true });
  const folderOf = (id: string) => join(uploadsDir, id);
  const partPath = (upload: Upload, partNumber: number) => join(folderOf(upload.id), `${partNumber}.part`);

  async function receivePart(upload: Upload, partNumber: number, body: Body): Promise<UploadPart> {
    const hash = createHash('md5');
    const source = body ? Readable.fromWeb(body as NodeReadableStream<Uint8Array>) : Readable.from([]);
    const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(source, hashed, createWriteStream(partPath(upload, partNumber)));
    const part = { partNumber, etag: `"${hash.digest('hex')}"` };
    await writeAtomic(`${partPath(upload, partNumber)}.json`, JSON.stringify(part), { isSynced: false });
    return part;
  }

  async function finish(upload: Upload, path: string): Promise<void> {
    await files.adopt(path, upload.address, upload);
    await rm(folderOf(upload.id), { recursive: true });
  }

  return {
    receivePart,
    async create({ name, ...about }) {
      const id = crypto.randomUUID();
      const upload = { ...about, id, signature: crypto.randomUUID(), address: files.address(name) };
      await mkdir(folderOf(id));
      await writeAtomic(join(folderOf(id), 'upload.json'), JSON.stringify(upload), { isSynced: false });
      return upload;
    },
    async find(id, signature) {
      if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
      const text = await readFile(join(folderOf(id), 'upload.json'), 'utf8').catch(() => null);
      const upload = text === null ? undefined : (JSON.parse(text) as Upload);
      return upload?.signature === signature ? upload : undefined;
    },
    async receiveWhole(upload, body) {
      const part = await receivePart(upload, 1, body);
      await finish(upload, partPath(upload, 1));
      return part;
    },
    async complete(upload, parts) {
      for (const [index, { partNumber, etag }] of parts.entries()) {
        const kept = await readFile(`${partPath(upload, partNumber)}.json`, 'utf8').catch(() => null);
        if (kept === null) return `part ${partNumber} was never uploaded`;
        if ((JSON.parse(kept) as UploadPart).etag !== etag) return `part ${partNumber} has another etag`;
        if (partNumber !== index + 1) return `part ${partNumber} is out of order`;
      }
      if (parts.length === 0) return 'no parts were listed';
      const whole = join(folderOf(upload.id), 'whole');
      for (const { partNumber } of parts) {
        const flags = partNumber === 1 ? 'w' : 'a';
        await pipeline(createReadStream(partPath(upload, partNumber)), createWriteStream(whole, { flags }));
      }
      await finish(upload, whole);
      return null;
    },
  };
}
