import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../files/write-atomic.ts';
import type { Clock } from './clock.ts';

const PUBLIC_PATH = /^\/files\/b\/([0-9a-f]{8})\/([A-Za-z0-9._-]+)$/;
const CDN_HOSTS = new Set(['v3b.fal.media', 'v3.fal.media', 'fal.media']);

/** One file of the simulated CDN. */
export interface StoredFile {
  readonly folder: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Time of the simulator's clock from which the file is gone, or null for never. */
  readonly expiresAtMs: number | null;
  /** Fault profile that its downloads live under. */
  readonly profile: string;
}

export interface FileAddress {
  readonly folder: string;
  readonly name: string;
}

export interface FileStore {
  /** A new, unguessable address for a file of this name. */
  address(name: string): FileAddress;
  urlOf(address: FileAddress): string;
  pathOf(address: FileAddress): string;
  /** Moves a finished local file to its address. */
  adopt(path: string, address: FileAddress, about: FileFacts): Promise<StoredFile>;
  /** The file behind a CDN path such as `/files/b/0a8824b1/x.mp4`, unless unknown or expired. */
  find(pathname: string): Promise<StoredFile | undefined>;
  /** The file behind a whole CDN URL. */
  findUrl(url: string): Promise<StoredFile | undefined>;
}

interface FileFacts {
  readonly contentType: string;
  readonly lifetimeS: number | null;
  readonly profile: string;
}

/** Opens the CDN's folders and removes what has expired. */
export async function openFileStore(dataDir: string, clock: Clock): Promise<FileStore> {
  const filesDir = join(dataDir, 'cdn');
  const factsDir = join(dataDir, 'cdn-facts');
  await mkdir(filesDir, { recursive: true });
  await mkdir(factsDir, { recursive: true });

  const factsPath = ({ folder, name }: FileAddress) => join(factsDir, `${folder}-${name}.json`);
  const pathOf = ({ folder, name }: FileAddress) => join(filesDir, folder, name);
  const isExpired = (file: StoredFile) => file.expiresAtMs !== null && clock.now() >= file.expiresAtMs;

  async function find(pathname: string): Promise<StoredFile | undefined> {
    const match = PUBLIC_PATH.exec(pathname);
    if (!match) return undefined;
    const facts = await readFile(factsPath({ folder: match[1]!, name: match[2]! }), 'utf8').catch(() => null);
    if (facts === null) return undefined;
    const file = JSON.parse(facts) as StoredFile;
    return isExpired(file) ? undefined : file;
  }

  for (const name of await readdir(factsDir)) {
    if (!name.endsWith('.json')) continue;
    const file = JSON.parse(await readFile(join(factsDir, name), 'utf8')) as StoredFile;
    if (!isExpired(file)) continue;
    await rm(pathOf(file), { force: true });
    await rm(join(factsDir, name));
  }

  return {
    address(name) {
      const safe = name.replace(/[^A-Za-z0-9._-]+/g, '_').slice(-80);
      const random = crypto.randomUUID().replaceAll('-', '');
      return { folder: random.slice(0, 8), name: `${random.slice(8, 29)}_${safe}` };
    },
    urlOf: ({ folder, name }) => `https://v3b.fal.media/files/b/${folder}/${name}`,
    pathOf,
    async adopt(path, address, { contentType, lifetimeS, profile }) {
      await mkdir(join(filesDir, address.folder), { recursive: true });
      const { size } = await stat(path);
      await rename(path, pathOf(address));
      const file: StoredFile = {
        ...address,
        contentType,
        sizeBytes: size,
        expiresAtMs: lifetimeS === null ? null : clock.now() + lifetimeS * 1000,
        profile,
      };
      await writeAtomic(factsPath(address), JSON.stringify(file), { isSynced: false });
      return file;
    },
    find,
    async findUrl(url) {
      if (!URL.canParse(url)) return undefined;
      const { host, pathname } = new URL(url);
      return CDN_HOSTS.has(host) ? find(pathname) : undefined;
    },
  };
}
