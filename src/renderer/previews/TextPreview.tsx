import type { PreviewProps } from './preview-props.ts';

export function TextPreview({ value }: PreviewProps<string>) {
  return <p className="preview preview--text">{value === '' ? 'empty' : value}</p>;
}
