import { Ban, CircleAlert, CircleCheck, CircleHelp, Clock, Loader, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { formatUsd } from '../../fal/price.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import { placeForNew } from '../canvas/current-stage.ts';
import { editor } from '../commands/editor.ts';
import { pasteJob } from '../commands/paste-request.ts';
import { isOpenJob } from '../commands/run-start.ts';
import { posterUrl } from '../host/asset-url.ts';
import { hostClient } from '../host/host-client.ts';
import { formatElapsed, formatMoment } from '../previews/format-facts.ts';
import { Elapsed } from '../shell/Elapsed.tsx';
import { notifyProblem } from '../shell/notify.ts';

const STATES: Readonly<Record<JobView['state'], { readonly words: string; readonly icon: LucideIcon }>> = {
  intended: { words: 'about to be sent', icon: Clock },
  submitted: { words: 'sent', icon: Clock },
  queued: { words: 'in the queue', icon: Clock },
  running: { words: 'running', icon: Loader },
  fetching: { words: 'being downloaded', icon: Loader },
  done: { words: 'done', icon: CircleCheck },
  failed: { words: 'failed', icon: CircleAlert },
  cancelled: { words: 'cancelled', icon: Ban },
  expired: { words: 'expired at the provider', icon: CircleAlert },
  unknown: { words: 'unknown: was it sent?', icon: CircleHelp },
};

/** One job of the ledger with what can be done about it. */
export function JobRow({ job }: { readonly job: JobView }) {
  const { words, icon: Icon } = STATES[job.state];
  const isOpen = isOpenJob(job);
  const canWatch = job.state === 'done' && job.asset !== null;
  const title = nodeTitle(job);
  return (
    <article className="job" data-state={job.state} aria-label={`${job.workflowName}, ${title}: ${words}`}>
      <span className="job__picture">
        {job.asset ? (
          <img src={posterUrl(job.asset, 160)} alt="" loading="lazy" decoding="async" />
        ) : (
          <Icon size={18} aria-hidden />
        )}
      </span>
      <div className="job__words">
        <p className="clip">
          <b>{job.workflowName}</b> <span className="quiet">{title}</span>
        </p>
        <p className="job__state">
          <Icon size={12} aria-hidden />
          {words}
          {isOpen && (
            <>
              {' · '}
              <Elapsed sinceMs={job.sentAtMs ?? job.createdAtMs} />
            </>
          )}
          {job.finishedAtMs !== null && (
            <span className="quiet">
              {'· '}
              {formatElapsed(job.finishedAtMs - (job.sentAtMs ?? job.createdAtMs))}
            </span>
          )}
        </p>
        <p className="quiet small">{factsOf(job)}</p>
        {job.problem && (
          <p className="job__problem">
            {job.problem.message} {job.problem.fix}
          </p>
        )}
        {job.notes.map((note) => (
          <p key={note} className="quiet small">
            {note}
          </p>
        ))}
      </div>
      <div className="job__actions">
        {canWatch && (
          <button type="button" className="button button--small" onClick={() => watch(job)}>
            Watch
          </button>
        )}
        {isOpen && (
          <button type="button" className="button button--small" onClick={() => void cancel(job)}>
            Cancel
          </button>
        )}
        {(job.state === 'unknown' || job.state === 'expired') && (
          <button type="button" className="button button--small" onClick={() => void resume(job)}>
            Look again
          </button>
        )}
        <JobMenu job={job} />
      </div>
    </article>
  );
}

function JobMenu({ job }: { readonly job: JobView }) {
  const copy = (text: string) => void navigator.clipboard.writeText(text);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="icon-button icon-button--small" aria-label="More about this job">
        ⋯
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" collisionPadding={8}>
          <DropdownMenu.Item className="menu__item" onSelect={() => watch(job)}>
            Show request and result
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu__item" onSelect={() => pasteJob(job, placeForNew())}>
            Add its nodes to the canvas
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className="menu__item"
            onSelect={() => copy(JSON.stringify({ endpoint: job.endpoint, input: job.input }, null, 2))}
          >
            Copy request as JSON
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className="menu__item"
            disabled={job.requestId === null}
            onSelect={() => copy(job.requestId ?? '')}
          >
            Copy request id
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function watch(job: JobView): void {
  editor.views.setState({ drawer: 'viewer', viewerTarget: { jobId: job.id } });
}

async function cancel(job: JobView): Promise<void> {
  const answer = await hostClient.cancelJob(job.id);
  if (!answer.ok) notifyProblem(answer.problem);
}

async function resume(job: JobView): Promise<void> {
  const answer = await hostClient.resumeJob(job.id);
  if (!answer.ok) notifyProblem(answer.problem);
}

function nodeTitle(job: JobView): string {
  return job.endpoint.split('/').at(-1) ?? job.endpoint;
}

function factsOf(job: JobView): string {
  const price = isOpenJob(job)
    ? formatUsd(job.estimateUsd, 'before')
    : job.charge === 'unknown' || job.charge === 'maybe'
      ? `maybe ${formatUsd(job.costUsd, 'after')}`
      : formatUsd(job.costUsd, 'after');
  return [
    ...(job.finishedAtMs === null ? [] : [formatMoment(job.finishedAtMs)]),
    job.provider,
    price,
    ...(job.seed === null ? [] : [`seed ${job.seed}`]),
  ].join(' · ');
}
