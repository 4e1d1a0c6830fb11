import type { PlainOutputs } from '../engine/define-node.ts';
import { type Places, placesText } from '../engine/places.ts';
import type { RunEvent } from '../engine/run-event.ts';
import type { VideoValue } from '../engine/value.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';
import type { Output } from './output.ts';
import { problemText } from './problem-text.ts';
import type { ProgressLines } from './progress-lines.ts';

export interface RunReport {
  onEvent(event: RunEvent): void;
  /** What the run left behind, as lines. */
  summary(): string[];
  /** Paths that were written. */
  readonly paths: readonly string[];
}

/** Follows a run: progress for people, events for programs, and at the end what came of it. */
export function createRunReport(host: HostPlan, output: Output, progress: ProgressLines): RunReport {
  const stepOf = (nodeId: string) => host.plan.steps[host.plan.indexOf.get(nodeId)!]!;
  const registry = {
    of: ({ type: id }: { readonly type: string }) =>
      host.plan.steps.find((step) => step.type.id === id)?.type,
  };
  const takes: string[] = [];
  const paths: string[] = [];

  function tellFinished(nodeId: string, places: Places, outputs: PlainOutputs, cached: boolean): void {
    const { type } = stepOf(nodeId);
    if (type.effect === 'spend') takes.push(takeText(places, outputs, cached));
    if (type.effect === 'write' && typeof outputs.path === 'string') {
      paths.push(outputs.path);
      takes.push(`saved ${outputs.path}${cached ? ' (cached)' : ''}`);
    }
  }

  return {
    paths,
    onEvent(event) {
      output.event({ event: event.kind, ...withoutKind(event) });
      const { title } = stepOf(event.nodeId).identity;
      const key = `${event.nodeId} ${event.cell}`;
      const label = [title, placesText(event.places)].filter(Boolean).join(' ');
      switch (event.kind) {
        case 'node-started':
          progress.start(key, label);
          return;
        case 'node-progress':
          progress.update(key, event.fraction, detailText(event));
          return;
        case 'node-finished':
          progress.finish(key, label, event.cached ? 'cached' : 'done');
          tellFinished(event.nodeId, event.places, event.outputs, event.cached);
          return;
        case 'node-failed':
          progress.finish(key, label, 'failed');
          output.note(problemText(event.problem, host.workflow, registry));
          return;
        case 'node-skipped':
          progress.finish(key, label, event.because === 'cancelled' ? 'cancelled' : 'skipped');
      }
    },
    summary: () => takes,
  };
}

function withoutKind({ kind: _, ...rest }: RunEvent): Omit<RunEvent, 'kind'> {
  return rest;
}

function detailText({ state, queuePosition, log }: RunEvent & { kind: 'node-progress' }): string {
  if (state === 'queued' && queuePosition !== undefined) return `queued, ${queuePosition} ahead`;
  return log ?? state ?? '';
}

function takeText(places: Places, outputs: PlainOutputs, cached: boolean): string {
  const { width, height, frameCount, fps, hasAudio } = outputs.video as VideoValue;
  const facts = `${width}×${height} · ${frameCount} f · ${fps} fps · ${hasAudio ? 'sound' : 'no sound'}`;
  return `take ${[placesText(places), facts].filter(Boolean).join(' · ')} · seed ${outputs.seed}${cached ? ' · cached' : ''}`;
}
