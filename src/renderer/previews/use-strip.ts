import { useState } from 'react';
import { hostClient, type StripInfo } from '../host/host-client.ts';

export const STRIP_TILES = 24;
export const STRIP_HEIGHT_PX = 124;

const loaded = new Map<string, Promise<StripInfo | null>>();

/** Loads where the frames of a filmstrip lie; each video is asked for once. */
function loadStrip(asset: string): Promise<StripInfo | null> {
  let strip = loaded.get(asset);
  if (!strip) {
    strip = hostClient.strip(asset, STRIP_TILES, STRIP_HEIGHT_PX).then((answer) => {
      if (answer.ok) return answer.value.strip;
      loaded.delete(asset);
      return null;
    });
    loaded.set(asset, strip);
  }
  return strip;
}

/** A filmstrip that is fetched when it is first wanted, e.g. on hover. */
export function useStrip(asset: string): { strip: StripInfo | null; want: () => void } {
  const [known, setKnown] = useState<{ asset: string; strip: StripInfo } | null>(null);
  return {
    strip: known?.asset === asset ? known.strip : null,
    want: () => {
      if (known?.asset === asset) return;
      void loadStrip(asset).then((strip) => strip && setKnown({ asset, strip }));
    },
  };
}
