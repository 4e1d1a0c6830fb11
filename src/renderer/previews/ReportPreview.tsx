import type { ReportValue } from '../../engine/value.ts';
import type { PreviewProps } from './preview-props.ts';

export function ReportPreview({ value }: PreviewProps<ReportValue>) {
  return (
    <div className="preview preview--report">
      <b>{value.title}</b>
      <ul>
        {value.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
