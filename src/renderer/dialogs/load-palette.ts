/** Loads the palette; asked for early, since whoever opens it types at once. */
export const loadPalette = () => import('./Palette.tsx').then(({ Palette }) => ({ default: Palette }));
