import type { LoraValue } from '../../engine/value.ts';
import type { PreviewProps } from './preview-props.ts';

/** LoRAs with their weights, in the order in which they apply. */
export function LorasPreview({ value }: PreviewProps<readonly LoraValue[]>) {
  return (
    <ul className="preview preview--list">
      {value.map(({ path, scale }) => {
        const name = typeof path === 'string' ? path : path.name;
        return (
          <li key={`${name}@${scale}`}>
            <span className="clip" title={name}>
              {name.split('/').at(-1)}
            </span>
            <b>{scale}</b>
          </li>
        );
      })}
    </ul>
  );
}

export function LoraPreview({ value }: PreviewProps<LoraValue>) {
  return <LorasPreview value={[value]} />;
}
