import { dirname } from 'node:path';
import { workflowOfJson } from '../../engine/load-document.ts';
import { documentOfWorkflow, type SavedDocument } from '../../engine/save-document.ts';
import type { Host } from '../host.ts';
import type { SavedWorkflow, SaveGuard } from '../workflows/workflow-files.ts';
import { rebaseMedia } from './rebase-media.ts';

export interface EditorSave extends SaveGuard {
  readonly path: string;
  readonly document: unknown;
  /** Folder in which the document's relative paths are at home; null where it had none. */
  readonly fromFolder: string | null;
  /** A new name for the workflow. */
  readonly name?: string;
}

/** Saves what an editor holds; `document` is what lies on disk then, with relative media as seen from there. */
export async function saveFromEditor(
  host: Host,
  { path, document, fromFolder, name, ...guard }: EditorSave,
): Promise<SavedWorkflow & { readonly document?: SavedDocument }> {
  const loaded = workflowOfJson(document, host.registry);
  if (!loaded.ok) return loaded;
  const named = name === undefined ? loaded.workflow : { ...loaded.workflow, name };
  const context = { registry: host.registry, files: host.facts.files };
  const workflow = fromFolder ? await rebaseMedia(named, fromFolder, dirname(path), context) : named;
  const saved = await host.workflows.save(path, workflow, guard);
  if (!saved.ok) return saved;
  await host.editor.recents.remember(saved.path, workflow.name);
  return { ...saved, document: documentOfWorkflow(workflow) };
}
