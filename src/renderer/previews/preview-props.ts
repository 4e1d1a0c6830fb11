/** What every preview is given. */
export interface PreviewProps<T> {
  readonly value: T;
  /** Width in CSS px at which it is shown. */
  readonly shownWidth?: number;
}
