import type { Job } from '../job.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { statusAnswer } from './job-answers.ts';

/** Status changes of a job as server-sent events until it is completed; each event carries only new logs. */
export function statusStream(job: Job, withLogs: boolean, state: SimulatorState): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let sentLogs = 0;
      let sentStatus = '';
      const send = () => {
        const { body: status } = statusAnswer(job, withLogs, state);
        const logs = withLogs ? job.logs.slice(sentLogs) : null;
        const bare = JSON.stringify({ ...status, logs: null });
        if (bare === sentStatus && !logs?.length) return;
        sentStatus = bare;
        sentLogs = job.logs.length;
        const event = status.status === 'IN_QUEUE' ? status : { ...status, logs };
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
        if (status.status !== 'COMPLETED') return;
        stop();
        controller.close();
      };
      stop = state.scheduler.onChange(send);
      send();
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
