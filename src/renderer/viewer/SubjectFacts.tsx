import { Copy, Download, Plus, Workflow } from 'lucide-react';
import type { FramesValue, ImageValue, RequestValue, VideoValue } from '../../engine/value.ts';
import { formatUsd } from '../../fal/price.ts';
import { addNode } from '../commands/node-add.ts';
import { pasteJob } from '../commands/paste-text.ts';
import { assetUrl, isKept } from '../host/asset-url.ts';
import { framesFacts, imageFacts, videoFacts } from '../parts/format-facts.ts';
import { PlaceSteps } from '../parts/PlaceSteps.tsx';
import { placeForNew } from '../stage/current-stage.ts';
import { notifyDone } from '../state/notify.ts';
import type { Subject } from './subject.ts';

/** Facts about what is shown, what can be done with it, and the request that made it. */
export function SubjectFacts({ subject }: { readonly subject: Subject }) {
  const { title, kind, value, job, axes } = subject;
  const media = kind === 'video' || kind === 'image' ? (value as VideoValue | ImageValue) : null;
  const request =
    kind === 'request'
      ? { endpoint: (value as RequestValue).endpoint, input: (value as RequestValue).input }
      : job && { endpoint: job.endpoint, input: job.input };
  const text = request && JSON.stringify(request, null, 2);
  return (
    <aside className="viewer__facts" aria-label="About what is shown">
      <h2>{title}</h2>
      <PlaceSteps axes={axes} />
      {kind === 'frames' && <p className="quiet">{framesFacts(value as FramesValue)}</p>}
      {media && <p className="quiet">{isVideo(media) ? videoFacts(media) : imageFacts(media)}</p>}
      {job && (
        <p className="quiet">
          {job.provider.id} · {formatUsd(job.costUsd, 'after')}
          {job.seed !== null && ` · seed ${job.seed}`}
        </p>
      )}
      {job?.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      {media && isKept(media.asset) && (
        <p className="viewer__actions">
          <button type="button" className="button button--small" onClick={() => use(media)}>
            <Plus size={12} aria-hidden /> Use on the canvas
          </button>
          {job && (
            <button
              type="button"
              className="button button--small"
              onClick={() => pasteJob(job, placeForNew())}
            >
              <Workflow size={12} aria-hidden /> Add its nodes
            </button>
          )}
          <a className="button button--small" href={assetUrl(media.asset)} download={media.name}>
            <Download size={12} aria-hidden /> Download
          </a>
        </p>
      )}
      {text && (
        <details className="fold" open={!media || undefined}>
          <summary>Request as JSON</summary>
          <button type="button" className="button button--small" onClick={() => void copy(text)}>
            <Copy size={12} aria-hidden /> Copy
          </button>
          <pre className="json">{text}</pre>
        </details>
      )}
    </aside>
  );
}

function use(media: VideoValue | ImageValue): void {
  const ref = { asset: media.asset, name: media.name };
  if (isVideo(media)) addNode('video-input', placeForNew(), { clip: ref });
  else addNode('image-input', placeForNew(), { image: ref });
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  notifyDone('The request is on the clipboard.');
}

function isVideo(media: VideoValue | ImageValue): media is VideoValue {
  return 'frameCount' in media;
}
