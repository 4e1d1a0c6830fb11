import type { NodeType } from '../../engine/define-node.ts';
import { changeEndpoint, requestTypes } from '../commands/change-endpoint.ts';
import { editor } from '../commands/editor.ts';

/** The endpoint that a request node asks; another one takes over what fits. */
export function EndpointSwitch({ type }: { readonly type: NodeType }) {
  const isListed = requestTypes.some(({ id }) => id === type.id);
  return (
    <label className="facts__endpoint">
      <span className="quiet">Endpoint</span>
      <select
        className="field field--choice"
        value={type.id}
        onChange={(event) => {
          const to = requestTypes.find(({ id }) => id === event.target.value);
          if (to) changeEndpoint(editor, to);
        }}
      >
        {(isListed ? requestTypes : [type, ...requestTypes]).map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
