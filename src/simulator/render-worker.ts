import { serveWorker } from '../media/serve-worker.ts';
import { inspect } from './render/inspect.ts';
import { render } from './render/render.ts';

const methods = { inspect, render };
export type RenderMethods = typeof methods;

serveWorker(methods);
