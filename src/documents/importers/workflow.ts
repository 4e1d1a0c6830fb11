import { DOCUMENT_FORMAT } from '../../engine/document.ts';
import { loadWorkflow } from '../../engine/load-document.ts';
import { clipOf } from '../clip.ts';
import type { Importer } from './importer.ts';

const MAX_TEXT = 48e6;

/** Whether a text is meant as a whole workflow. */
export const isWorkflowText = (text: string) => text.length <= MAX_TEXT && text.includes(DOCUMENT_FORMAT);

/** A whole workflow: its nodes, groups and notes. */
export const importWorkflow: Importer = async (text, { registry }) => {
  if (!isWorkflowText(text)) return null;
  const loaded = loadWorkflow(text, registry);
  if (!loaded.ok) return { ok: false, message: loaded.problem.message, fix: loaded.problem.fix };
  const { nodes, groups, notes, name } = loaded.workflow;
  const idsOf = (items: readonly { readonly id: string }[]) => new Set(items.map(({ id }) => id));
  const clip = clipOf(loaded.workflow, {
    nodes: idsOf(nodes.toArray()),
    groups: idsOf(groups.toArray()),
    notes: idsOf(notes.toArray()),
  });
  return clip
    ? { ok: true, clip, what: `The workflow “${name}”`, left: loaded.notes }
    : { ok: false, message: `The workflow “${name}” is empty.`, fix: 'Choose one with nodes in it.' };
};
