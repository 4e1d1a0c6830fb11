import { Copy } from 'lucide-react';
import type { NodeType } from '../../engine/define-node.ts';
import type { RequestValue } from '../../engine/value.ts';
import { notifyDone } from '../shell/notify.ts';
import { useNodeOutputs } from './node-outputs.ts';

/** The request that a node builds, word for word. */
export function RequestSection({ nodeId, type }: { readonly nodeId: string; readonly type: NodeType }) {
  const request = useNodeOutputs(nodeId, type).find(({ kind }) => kind === 'request')?.value as
    | RequestValue
    | undefined;
  if (!request) return null;
  const text = JSON.stringify({ endpoint: request.endpoint, input: request.input }, null, 2);
  return (
    <section className="facts" aria-label="Request">
      <details className="fold">
        <summary>Request as JSON</summary>
        <pre className="json">{text}</pre>
        <button type="button" className="button button--small" onClick={() => void copy(text)}>
          <Copy size={12} aria-hidden /> Copy
        </button>
      </details>
    </section>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  notifyDone('The request is on the clipboard.');
}
