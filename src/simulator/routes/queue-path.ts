export type JobAction = 'status' | 'stream' | 'result' | 'cancel';

export interface JobPath {
  /** What stands before `/requests/`: `owner/alias` or the whole endpoint id. */
  readonly app: string;
  readonly requestId: string;
  readonly action: JobAction;
}

const JOB_PATH = /^\/(.+?)\/requests\/([^/]+)(?:\/(status\/stream|status|response|cancel))?\/?$/;
const ACTIONS: Readonly<Record<string, JobAction>> = {
  'status/stream': 'stream',
  status: 'status',
  response: 'result',
  cancel: 'cancel',
};

/** Reads the short and the long form of a job's paths; undefined for any other path. */
export function parseJobPath(pathname: string): JobPath | undefined {
  const match = JOB_PATH.exec(pathname);
  if (!match) return undefined;
  return { app: match[1]!, requestId: match[2]!, action: ACTIONS[match[3] ?? 'response']! };
}

/** `owner/alias` of an endpoint id: the part that names the app. */
export function appOf(endpointId: string): string {
  return endpointId.split('/').slice(0, 2).join('/');
}
