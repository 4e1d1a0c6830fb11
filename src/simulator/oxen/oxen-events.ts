import type { Job } from '../job.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { oxenStatus, resultUrl, upstreamText } from './oxen-job.ts';

/** `GET /events`: what ends while it is open. Nothing before is replayed, and cancelled generations are not told. */
export function eventRoute({ jobs, scheduler, clock, timings, closed }: SimulatorState): Response {
  const encoder = new TextEncoder();
  const isOver = (job: Job) =>
    job.oxen?.isQueued === true && job.phase === 'completed' && job.outcome !== null;
  const told = new Set(
    jobs
      .all()
      .filter(isOver)
      .map(({ requestId }) => requestId),
  );
  const ended = new AbortController();
  let stopListening = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (!ended.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      stopListening = scheduler.onChange(() => {
        for (const job of jobs.all()) {
          if (!isOver(job) || told.has(job.requestId)) continue;
          told.add(job.requestId);
          const event = eventOf(job);
          if (event) send(`event: media_generation_completed\ndata: ${JSON.stringify(event)}\n\n`);
        }
      });
      // A stream that says nothing at first would leave the caller waiting for its headers on some servers.
      send(': connected\n\n');
      const close = () => {
        if (ended.signal.aborted) return;
        ended.abort();
        stopListening();
        controller.close();
      };
      closed.addEventListener('abort', close, { once: true });
      ended.signal.addEventListener('abort', () => closed.removeEventListener('abort', close));
      void keepAlive(() => send(': keep-alive\n\n'));
    },
    cancel() {
      ended.abort();
      stopListening();
    },
  });

  async function keepAlive(send: () => void): Promise<void> {
    while (clock.sleep && !ended.signal.aborted) {
      await clock.sleep(timings.keepAliveMs, ended.signal);
      send();
    }
  }

  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}

function eventOf(job: Job): object | null {
  const status = oxenStatus(job);
  const common = { generation_id: job.requestId, status, media_type: 'video' };
  switch (status) {
    case 'succeeded':
      return { ...common, model: job.oxen!.model, url: resultUrl(job) };
    case 'failed':
      return { ...common, error: upstreamText(job.outcome!) };
    default:
      return null;
  }
}
