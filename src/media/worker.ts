import { assemble } from './assemble.ts';
import { conform } from './conform.ts';
import { edges } from './edges.ts';
import { viewExr } from './exr/picture.ts';
import { extractFrame } from './extract-frame.ts';
import { filmstrip } from './filmstrip.ts';
import { poster } from './poster.ts';
import { probe } from './probe.ts';
import { serveWorker } from './serve-worker.ts';
import { thumbnail } from './thumbnail.ts';

const methods = {
  probe: ({ path }: { path: string }) => probe(path),
  extractFrame,
  poster,
  filmstrip,
  conform,
  thumbnail,
  viewExr,
  edges,
  assemble,
};

export type MediaMethods = typeof methods;

serveWorker(methods);
