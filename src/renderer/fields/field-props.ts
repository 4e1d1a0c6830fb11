import type { Param, ParamKind, StoredParam } from '../../engine/param.ts';

export type ParamOfKind<K extends ParamKind> = Extract<Param, { readonly kind: K }>;

/** What every field is given. */
export interface FieldProps<P extends Param = Param> {
  readonly nodeId: string;
  readonly paramId: string;
  readonly param: P;
  readonly value: StoredParam<P>;
  /** Accessible name. */
  readonly label: string;
  readonly isInvalid: boolean;
  /** Id of the text that says what is wrong or what the field is for. */
  readonly describedBy?: string;
  /** Sets the value as part of the gesture that goes on. */
  change(value: StoredParam<P>): void;
  /** The gesture is over: what follows is another step of undo. */
  done(): void;
}
