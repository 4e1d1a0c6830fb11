import { open } from 'node:fs/promises';
import { InputDisposedError } from 'mediabunny';
import type { ShownPicture } from '../frame-timeline.ts';
import { MediaProblemError, unsupported } from '../media-problem.ts';
import { MAX_FRAMES, type PacketIndex } from '../packet-index.ts';
import { partition } from '../partition.ts';
import { type Edit, WHOLE_TRACK } from './edit-list.ts';
import type { IsoTrack } from './read-tracks.ts';
import type { IsoSample } from './sample-table.ts';

/**
 * The packets of a video track of an MP4 or MOV, read from its tables and fragments. Throws `MediaProblemError` for an
 * edit list that cannot be followed and `RangeError` for damaged tables.
 */
export async function readIsoPacketIndex(path: string, track: IsoTrack): Promise<PacketIndex> {
  const { ticksPerS, edits } = track;
  if (edits && 'unreadable' in edits) throw new MediaProblemError(unsupported(path, edits.unreadable));
  const samples = track.samples(MAX_FRAMES);
  const coded = samples.find(({ description }) => description !== samples[0]!.description);
  if (coded) {
    const reason = `its coding changes ${(coded.time / ticksPerS).toFixed(2)} s after its start`;
    throw new MediaProblemError(unsupported(path, reason));
  }
  const shown = shownPictures(samples, edits?.edits ?? WHOLE_TRACK, ticksPerS);
  // Opened last: nobody could close it if the tables were refused.
  const file = await open(path, 'r');
  const { size: fileBytes } = await file.stat();
  let isClosed = false;
  return {
    timings: samples.map(({ time, duration }) => ({
      timestampS: time / ticksPerS,
      durationS: duration / ticksPerS,
    })),
    shown,
    ticksPerS,
    keyPositions: [...samples.keys()].filter((position) => samples[position]!.isKey),
    async *packets(from, most = Number.POSITIVE_INFINITY) {
      for (let position = from; position < samples.length; position++) {
        if (isClosed) throw new InputDisposedError();
        const { offset, byteLength } = samples[position]!;
        const length = Math.max(0, Math.min(byteLength, most, fileBytes - offset));
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
        yield buffer.subarray(0, bytesRead);
      }
    },
    async countPresent() {
      const missing = samples.findIndex(({ offset, byteLength }) => offset + byteLength > fileBytes);
      return missing < 0 ? samples.length : missing;
    },
    close() {
      isClosed = true;
      void file.close();
    },
  };
}

/** The pictures that begin within an edit, at the times at which it shows them. */
function shownPictures(samples: IsoSample[], edits: Edit[], ticksPerS: number): ShownPicture[] {
  const byTime = samples.map(({ time, duration }, position) => ({ time, duration, position }));
  byTime.sort((a, b) => a.time - b.time);
  const shown: ShownPicture[] = [];
  for (const { start, end, media } of edits) {
    for (let next = partition(byTime.length, (i) => byTime[i]!.time < media); next < byTime.length; next++) {
      const { time, duration, position } = byTime[next]!;
      const ticks = start + time - media;
      if (ticks >= end) break;
      const durationS = Math.min(duration, end - ticks) / ticksPerS;
      shown.push({ position, timestampS: ticks / ticksPerS, durationS });
      if (shown.length > MAX_FRAMES) throw new RangeError('The edit list shows too many frames.');
    }
  }
  return shown;
}
