import { CloudDownload, FileUp } from 'lucide-react';
import { useState } from 'react';
import type { EndpointParam, EndpointValue } from '../../engine/param.ts';
import { isEndpointId } from '../../fal/openapi/endpoint-id.ts';
import { parseKeptSchema } from '../../fal/openapi/kept-schema.ts';
import { hostClient } from '../host/host-client.ts';
import { chooseModel } from './choose-model.ts';
import type { FieldProps } from './field-props.ts';
import { useFileInput } from './use-file-input.tsx';

type Asked = 'nothing' | 'fetching' | { readonly trouble: string };

/** The id of a model, with what is known of it: fetched from the provider, or out of a file. */
export function EndpointField({
  nodeId,
  paramId,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<EndpointParam>) {
  const { input, choose } = useFileInput({
    accept: '.json,application/json',
    onFiles: ([chosen]) => void load(chosen!),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>('nothing');
  const id = (typed ?? value?.id ?? '').trim();

  async function take(question: ReturnType<typeof hostClient.fetchEndpoint>): Promise<void> {
    setAsked('fetching');
    const answer = await question;
    if (!answer.ok) return setAsked({ trouble: `${answer.problem.message} ${answer.problem.fix}` });
    setAsked('nothing');
    setTyped(null);
    chooseModel(nodeId, paramId, { ...answer.value.endpoint });
  }
  const fetchIt = () => {
    if (id !== '' && asked !== 'fetching') void take(hostClient.fetchEndpoint(id));
  };
  async function load(chosen: File): Promise<void> {
    await take(hostClient.readEndpoint(await chosen.text()));
  }
  /** What is typed stays with the node, unless it would take away the fields that it has. */
  function keepTyped(): void {
    if (value?.schema === undefined && id !== value?.id && isEndpointId(id)) change({ id });
    done();
  }
  const isTroubled = typeof asked === 'object';
  return (
    <div className="field-endpoint nodrag">
      <input
        className="field field--text"
        type="text"
        value={typed ?? value?.id ?? ''}
        placeholder="fal-ai/…"
        aria-label={label}
        aria-invalid={isInvalid || isTroubled || undefined}
        aria-describedby={describedBy}
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keepTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter') fetchIt();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <div className="field-pair">
        <button
          type="button"
          className="button button--small"
          disabled={id === '' || asked === 'fetching'}
          onClick={fetchIt}
        >
          <CloudDownload size={12} aria-hidden /> Fetch
        </button>
        <button
          type="button"
          className="button button--small"
          disabled={asked === 'fetching'}
          onClick={choose}
        >
          <FileUp size={12} aria-hidden /> Load from a file…
        </button>
      </div>
      <p
        className={isTroubled ? 'field-endpoint__state field-endpoint__state--bad' : 'field-endpoint__state'}
        role="status"
        title={isTroubled ? asked.trouble : undefined}
      >
        {isTroubled ? asked.trouble : asked === 'fetching' ? 'Fetching its fields…' : stateOf(value, id)}
      </p>
      {input}
    </div>
  );
}

const SOURCES = { fal: 'fal', simulator: 'the simulator', file: 'a file' } as const;

/** What is known of the model that the node has. */
function stateOf(value: EndpointValue | null, id: string): string {
  const schema = value?.schema && parseKeptSchema(value.schema);
  if (!schema) return id === '' ? 'No model yet.' : 'Its fields are not known yet: fetch them.';
  const { fields, delivers, readOn, source } = schema;
  const brings = delivers === 'unknown' ? '' : ` · brings ${delivers === 'hdr' ? 'HDR frames' : delivers}`;
  return `${fields.length} fields${brings} · read ${readOn} from ${SOURCES[source]}`;
}
