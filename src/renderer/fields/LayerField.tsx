import type { LayerParam } from '../../engine/param.ts';
import { useNodePlan } from '../state/use-run.ts';
import { ChoiceField } from './ChoiceField.tsx';
import type { FieldProps } from './field-props.ts';

const NO_LAYERS: readonly string[] = [];

/** One of the pictures in the node's file, by name; the first is what no choice means. */
export function LayerField({ param, value, change, ...rest }: FieldProps<LayerParam>) {
  const layers = useNodePlan(rest.nodeId)?.layers ?? NO_LAYERS;
  const [first = ''] = layers;
  return (
    <ChoiceField
      {...rest}
      param={{ ...param, kind: 'choice', options: layers }}
      value={value === '' ? first : value}
      change={(name) => change(name === first ? '' : name)}
    />
  );
}
