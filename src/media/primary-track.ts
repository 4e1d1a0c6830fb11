import type { Input, InputVideoTrack } from 'mediabunny';

/**
 * The video track that players show: one that is switched on before one that is not, one that can be decoded before one
 * that cannot, then the one with the largest picture. Phones keep a second, smaller one for slow motion.
 */
export async function primaryVideoTrack(input: Input): Promise<InputVideoTrack | null> {
  const tracks = await input.getVideoTracks();
  let best: { track: InputVideoTrack; rank: number[] } | null = null;
  for (const track of tracks) {
    const isOn = (await track.getDisposition()).default;
    const isReadable = await track.canDecode();
    const pixels = (await track.getCodedWidth()) * (await track.getCodedHeight());
    const rank = [Number(isOn), Number(isReadable), pixels];
    if (!best || isMore(rank, best.rank)) best = { track, rank };
  }
  return best?.track ?? null;
}

function isMore(a: number[], b: number[]): boolean {
  const differing = a.findIndex((value, place) => value !== b[place]);
  return differing >= 0 && a[differing]! > b[differing]!;
}
