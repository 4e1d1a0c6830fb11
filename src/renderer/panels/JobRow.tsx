import { Ban, CircleAlert, CircleCheck, CircleHelp, Clock, Loader, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { placesText } from '../../engine/places.ts';
import { chargeText } from '../../fal/charge.ts';
import { endpointById } from '../../fal/index.ts';
import { isOpen } from '../../fal/job-state.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import { pasteJob } from '../commands/paste-text.ts';
import { posterUrl } from '../host/asset-url.ts';
import { Elapsed } from '../parts/Elapsed.tsx';
import { formatElapsed, formatMoment } from '../parts/format-facts.ts';
import { placeForNew } from '../stage/current-stage.ts';
import { jobActions, watchJob } from './job-actions.ts';

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
  closed: { words: 'closed by hand', icon: Ban },
};

/** One job of the ledger with what can be done about it. */
export function JobRow({ job }: { readonly job: JobView }) {
  const { words, icon: Icon } = STATES[job.state];
  const mayStillCome = isOpen(job.state);
  const title = titleOf(job);
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
          {mayStillCome && (
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
        {jobActions(job).map(({ label, title: hint, run }) => (
          <button
            key={label}
            type="button"
            className="button button--small"
            title={hint}
            onClick={() => void run()}
          >
            {label}
          </button>
        ))}
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
          <DropdownMenu.Item className="menu__item" onSelect={() => watchJob(job)}>
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

/** Which model, by its title where we know it, and which of several. */
function titleOf(job: JobView): string {
  const model = endpointById(job.endpoint)?.title ?? job.endpoint;
  return [model, placesText(job.places ?? {})].filter(Boolean).join(' · ');
}

function factsOf(job: JobView): string {
  return [
    ...(job.finishedAtMs === null ? [] : [formatMoment(job.finishedAtMs)]),
    ...(job.provider.isSimulated ? [] : [job.provider.id]),
    chargeText(job),
    ...(job.seed === null ? [] : [`seed ${job.seed}`]),
  ].join(' · ');
}
