import { type MediaRef, mediaRefSchema } from '../../engine/media-ref.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Workflow } from '../../engine/workflow.ts';

/** The same workflow with each media reference of its nodes replaced. */
export async function mapMedia(
  workflow: Workflow,
  registry: Registry,
  change: (ref: MediaRef) => Promise<MediaRef>,
): Promise<Workflow> {
  let { nodes } = workflow;
  for (const node of workflow.nodes) {
    const type = registry.of(node);
    for (const [id, param] of Object.entries(type?.params ?? {})) {
      if (param.kind !== 'media') continue;
      const ref = mediaRefSchema.safeParse(node.params[id]).data;
      const changed = ref && (await change(ref));
      if (!changed || changed === ref) continue;
      const present = nodes.get(node.id)!;
      nodes = nodes.set({ ...present, params: { ...present.params, [id]: changed } });
    }
  }
  return nodes === workflow.nodes ? workflow : { ...workflow, nodes };
}
