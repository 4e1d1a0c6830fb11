/** Smallest side of a clip that can be conformed to a 64-px grid without only inventing pixels. */
export const MIN_SOURCE_SIDE_PX = 64;
/** Highest frame number a form accepts: ten hours at 24 fps. */
export const MAX_SOURCE_FRAMES = 864_000;
/** Most frames of an image sequence: seven minutes at 24 fps, far above what a request takes. */
export const MAX_SEQUENCE_FRAMES = 10_000;
