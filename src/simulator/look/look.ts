/** What the simulated model does to a clip. */
export interface Look {
  /** Share of the full photographic grade, 0 to 1. */
  readonly amount: number;
  /** Largest geometric drift as a share of the picture's short side. */
  readonly drift: number;
  /** Still images that frames of the output follow. */
  readonly anchors: readonly Anchor[];
  /** Strength of the detail refine pass, 0 for none. */
  readonly refine: number;
  /** Inference steps: more of them give cleaner, crisper pictures. */
  readonly steps: number;
  /** Guidance scale: more of it gives more contrast. */
  readonly guidance: number;
  /** A look of its own, e.g. of an adapter; 0 is the usual one. */
  readonly style?: number;
  /** A clip that gives the structure in place of the source, by this weight from 0 to 1. */
  readonly control?: { readonly path: string; readonly weight: number } | null;
  /** Share of the source's own picture that stays, 0 to 1. */
  readonly kept?: number;
}

export interface Anchor {
  /** Output frame that should look like the image, 0-based. */
  readonly frame: number;
  /** Local path of the image. */
  readonly path: string;
  /** How closely it is followed, 0 to 1; 1 where left out. */
  readonly strength?: number;
}
