/** A named dimension along which values vary: its node and port give the id, so equal ids are the same list. */
export interface Axis {
  readonly id: string;
  readonly label: string;
  readonly length: number;
  /** What each place is called and made of, where the node tells. */
  readonly items?: readonly AxisItem[];
}

/** One place of a list. */
export interface AxisItem {
  readonly label: string;
  /**
   * Stands for the value in the keys of what reads it, whatever else is in the list, so that a longer list does not
   * run again what it already had.
   */
  readonly key: string;
}
