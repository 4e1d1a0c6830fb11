/** One entry of a 422's `detail`, in fal's (pydantic-like) form. */
export interface ModelErrorDetail {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
  readonly url?: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
  readonly input?: unknown;
}

/** What a model answers instead of a result. */
export interface ModelError {
  readonly httpStatus: number;
  readonly retryable: boolean;
  /** Whether the request is charged although it failed, as fal may do once GPU work was spent. */
  readonly billable: boolean;
  readonly details: readonly ModelErrorDetail[];
}

/** A 422 with one entry about one field of the body; not charged. */
export function fieldError(
  field: string,
  type: string,
  msg: string,
  extra: { input?: unknown; ctx?: Readonly<Record<string, unknown>> } = {},
): ModelError {
  const url = `https://docs.fal.ai/errors#${type}`;
  const details = [{ loc: ['body', field], msg, type, url, ...extra }];
  return { httpStatus: 422, retryable: false, billable: false, details };
}
