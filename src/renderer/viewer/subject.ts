import { useStore } from 'zustand';
import { imageValue, videoValue } from '../../engine/media-values.ts';
import { type NamedAxis, placesText } from '../../engine/places.ts';
import type { ImageValue, ValueKind, VideoValue } from '../../engine/value.ts';
import type { Asset } from '../../host/assets/asset-store.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import { editor } from '../commands/editor.ts';
import { formatMoment } from '../parts/format-facts.ts';
import { axesOfPort, valueAt } from '../state/cell-values.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import type { ViewerTarget } from '../state/view-store.ts';

/** What the viewer shows. */
export interface Subject {
  readonly title: string;
  readonly kind: ValueKind;
  readonly value: unknown;
  /** The job that made it, where one did. */
  readonly job: JobView | null;
  /** The axes along which there are others of it. */
  readonly axes: readonly NamedAxis[];
}

/** The chosen thing; without a choice the latest take of the workflow. Null while there is nothing to show. */
export function useSubject(): Subject | null {
  const target = useStore(editor.views, (state) => state.viewerTarget);
  const jobs = useStore(editor.host, (state) => state.jobs);
  const assets = useStore(editor.host, (state) => state.assets);
  const workflow = useWorkflow((present) => present);
  const run = useTabRun((present) => present);

  function ofAsset(asset: Asset | undefined, title: string, job: JobView | null): Subject | null {
    const value = asset && valueOfAsset(asset);
    if (!value) return null;
    return { title, kind: 'fps' in value ? 'video' : 'image', value, job, axes: [] };
  }
  function ofJob(job: JobView | undefined): Subject | null {
    if (!job) return null;
    const asset = assets.find(({ hash }) => hash === job.asset);
    return (
      ofAsset(asset, `${nameOf(job)}, take of ${timeOf(job)}`, job) ?? {
        title: `${nameOf(job)}: ${job.state}`,
        kind: 'report',
        value: reportOf(job),
        job,
        axes: [],
      }
    );
  }
  function ofOutput({ nodeId, port }: Extract<ViewerTarget, { nodeId: string }>): Subject | null {
    const node = workflow?.nodes.get(nodeId);
    const type = node && registry.of(node);
    const output = type?.outputs[port];
    if (!node || !type || !output) return null;
    const value = valueAt(run, nodeId, port);
    const axes = axesOfPort(run, nodeId, port);
    if (value === undefined && axes.length === 0) return null;
    const { asset } = (value ?? {}) as { asset?: string };
    const job = jobs.find((other) => asset !== undefined && other.asset === asset) ?? null;
    return {
      title: `${node.title ?? type.title}: ${output.label}`,
      kind: value === undefined ? 'text' : output.kind,
      value: value ?? 'Nothing yet',
      job,
      axes,
    };
  }

  if (target === null)
    return ofJob(jobs.find((job) => job.workflowId === workflow?.id && job.state === 'done' && job.asset));
  if ('jobId' in target) return ofJob(jobs.find(({ id }) => id === target.jobId));
  if ('asset' in target) {
    const job = jobs.find(({ asset }) => asset === target.asset) ?? null;
    return ofAsset(
      assets.find(({ hash }) => hash === target.asset),
      target.name,
      job,
    );
  }
  return ofOutput(target);
}

function valueOfAsset({ hash, name, info }: Asset): VideoValue | ImageValue | null {
  if (info === null || info.kind === 'weights') return null;
  return info.kind === 'image' ? imageValue(hash, name, info) : videoValue(hash, name, info);
}

/** The workflow, and the place that the job was for. */
function nameOf({ workflowName, places }: JobView): string {
  return [workflowName, placesText(places ?? {})].filter(Boolean).join(', ');
}

function timeOf(job: JobView): string {
  return formatMoment(job.finishedAtMs ?? job.updatedAtMs);
}

function reportOf(job: JobView) {
  return {
    title: `This job is ${job.state}.`,
    lines: [
      ...(job.problem ? [job.problem.message, job.problem.fix] : []),
      ...job.notes,
      `endpoint ${job.endpoint}`,
      ...(job.requestId ? [`request ${job.requestId}`] : []),
    ].filter((line) => line !== ''),
  };
}
