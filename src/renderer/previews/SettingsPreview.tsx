import type { SettingsValue } from '../../engine/value.ts';
import type { PreviewProps } from './preview-props.ts';

export function SettingsPreview({ value }: PreviewProps<SettingsValue>) {
  return (
    <dl className="preview preview--pairs">
      {Object.entries(value.values).map(([name, setting]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{String(setting)}</dd>
        </div>
      ))}
    </dl>
  );
}
