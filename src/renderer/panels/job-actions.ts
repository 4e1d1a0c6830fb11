import { isOpen } from '../../fal/job-state.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import { editor } from '../commands/editor.ts';
import type { Answer } from '../host/answer.ts';
import { hostClient } from '../host/host-client.ts';
import { notifyNote, notifyProblem } from '../state/notify.ts';

interface JobAction {
  /** A verb. */
  readonly label: string;
  /** What it does, where the label alone would not tell. */
  readonly title?: string;
  run(): void | Promise<void>;
}

/** What can be done about a job in the state it is in. */
export function jobActions(job: JobView): JobAction[] {
  const close = { label: 'Close', title: 'Expect nothing more of it: the same may be bought again.' };
  const closing = { ...close, run: () => tell(hostClient.closeJob(job.id)) };
  const look = { label: 'Look again', run: () => tell(hostClient.resumeJob(job.id)) };
  if (isOpen(job.state)) {
    if (job.problem === null) return [{ label: 'Cancel', run: () => cancelJob(job) }];
    return [{ ...look, label: 'Try again' }, closing];
  }
  switch (job.state) {
    case 'done':
      return job.asset === null ? [] : [{ label: 'Watch', run: () => watchJob(job) }];
    case 'unknown': {
      const { alikeRequestId } = job;
      if (alikeRequestId === null) return [look, closing];
      const title = `Take ${alikeRequestId} for this job and fetch its take.`;
      const take = () => tell(hostClient.resumeJob(job.id, alikeRequestId));
      return [{ label: 'It is this one', title, run: take }, look, closing];
    }
    case 'expired':
    case 'closed':
      return [look];
    default:
      return [];
  }
}

/** Shows a job with its request and result in the viewer. */
export function watchJob(job: JobView): void {
  editor.views.setState({ drawer: 'viewer', viewerTarget: { jobId: job.id } });
}

async function cancelJob(job: JobView): Promise<void> {
  const answer = await hostClient.cancelJob(job.id);
  if (!answer.ok) return notifyProblem(answer.problem);
  if (answer.value.job.state === 'fetching')
    notifyNote(
      'The job is complete at the provider: it can’t be cancelled any more, and its take is fetched.',
    );
}

async function tell(asked: Promise<Answer<unknown>>): Promise<void> {
  const answer = await asked;
  if (!answer.ok) notifyProblem(answer.problem);
}
