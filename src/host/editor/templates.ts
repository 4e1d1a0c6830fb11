import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { loadWorkflow } from '../../engine/load-document.ts';
import type { Registry } from '../../engine/registry.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import type { Workflow } from '../../engine/workflow.ts';
import type { KnownFiles } from '../facts/known-files.ts';
import { mapMedia } from './map-media.ts';

export interface TemplateCard {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly nodeCount: number;
  readonly pictureUrl: string | null;
}

/** Workflows that are shipped with the program, to start from. */
export interface Templates {
  list(): Promise<TemplateCard[]>;
  /** A fresh copy with its media in the asset store; undefined where there is no such template. */
  instantiate(id: string): Promise<Record<string, unknown> | undefined>;
  /** File of the picture of a template, if it has one. */
  picture(id: string): Promise<string | undefined>;
}

export interface TemplatesContext {
  /** The shipped folder with `templates/*.json`. */
  readonly resourcesFolder: string;
  readonly registry: Registry;
  readonly files: KnownFiles;
}

/** What a template says about itself, beside its workflow. */
const aboutSchema = z.object({
  order: z.number().default(100),
  title: z.string(),
  description: z.string(),
  picture: z.string().optional(),
});
const PLAIN_NAME = /^[a-z0-9-]+$/;

/** What the shipped workflows read beside their own folder: the samples that come with them. */
export function samplesOfTemplates(folder: string | null, resourcesFolder: string): string[] {
  const isShipped = folder !== null && realFolder(folder) === realFolder(join(resourcesFolder, 'templates'));
  return isShipped ? [join(resourcesFolder, 'sample')] : [];
}

function realFolder(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

export function createTemplates({ resourcesFolder, registry, files }: TemplatesContext): Templates {
  const folder = join(resourcesFolder, 'templates');

  async function read(id: string) {
    if (!PLAIN_NAME.test(id)) return undefined;
    const text = await readFile(join(folder, `${id}.json`), 'utf8').catch(() => null);
    const loaded = text === null ? null : loadWorkflow(text, registry);
    if (!loaded?.ok) return undefined;
    const { template, ...extra } = loaded.workflow.extra;
    const about = aboutSchema.safeParse(template).data;
    const workflow: Workflow = { ...loaded.workflow, extra };
    return { id, workflow, about };
  }

  /** A shipped file that a template names; nothing outside the shipped folder. */
  function shipped(path: string): string | undefined {
    const full = resolve(folder, path);
    return full.startsWith(resolve(resourcesFolder) + sep) ? full : undefined;
  }

  return {
    async list() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
      const read_ = await Promise.all(names.map((name) => read(name.slice(0, -'.json'.length))));
      return read_
        .filter((template) => template !== undefined)
        .sort((a, b) => (a.about?.order ?? 100) - (b.about?.order ?? 100) || a.id.localeCompare(b.id))
        .map(({ id, workflow, about }) => ({
          id,
          name: about?.title ?? workflow.name,
          description: about?.description ?? '',
          nodeCount: workflow.nodes.size,
          pictureUrl: about?.picture ? `/api/templates/${id}/picture` : null,
        }));
    },
    async instantiate(id) {
      const template = await read(id);
      if (!template) return undefined;
      const workflow = await mapMedia(template.workflow, registry, async (ref) => {
        const path = 'path' in ref ? shipped(ref.path) : undefined;
        const asset = path && (await files.assetOfFile(path).catch(() => null));
        return asset && path ? { asset, name: basename(path) } : ref;
      });
      return documentOfWorkflow({ ...workflow, id: randomUUID() });
    },
    async picture(id) {
      const name = (await read(id))?.about?.picture;
      const path = name && shipped(name);
      return path && dirname(path) ? path : undefined;
    },
  };
}
