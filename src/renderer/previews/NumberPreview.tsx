import type { PreviewProps } from './preview-props.ts';

export function NumberPreview({ value }: PreviewProps<number>) {
  return <p className="preview preview--fact">{value}</p>;
}

export function BooleanPreview({ value }: PreviewProps<boolean>) {
  return <p className="preview preview--fact">{value ? 'on' : 'off'}</p>;
}
