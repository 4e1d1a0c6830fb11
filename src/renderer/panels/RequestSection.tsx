import type { NodeType } from '../../engine/define-node.ts';
import type { RequestValue } from '../../engine/value.ts';
import { CopyRequest } from './CopyRequest.tsx';
import { FixButtons } from './FixButtons.tsx';
import { useNodeOutputs } from './node-outputs.ts';

/** What would make a request fit, and the request word for word. */
export function RequestSection({ nodeId, type }: { readonly nodeId: string; readonly type: NodeType }) {
  const request = useNodeOutputs(nodeId, type).find(({ kind }) => kind === 'request')?.value as
    | RequestValue
    | undefined;
  if (!request) return null;
  const text = JSON.stringify({ endpoint: request.endpoint, input: request.input }, null, 2);
  return (
    <section className="facts" aria-label="Request">
      {request.fixes.length > 0 && (
        <p className="problem__fixes">
          <FixButtons fixes={request.fixes} />
        </p>
      )}
      <details className="fold">
        <summary>Request as code</summary>
        <pre className="json">{text}</pre>
        <CopyRequest request={request} />
      </details>
    </section>
  );
}
