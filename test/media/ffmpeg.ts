import { spawnSync } from 'node:child_process';

/** Whether an ffmpeg with x264 is installed; tests that ask a second opinion of it say so where it is not. */
export const HAS_FFMPEG =
  spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' }).stdout?.includes('libx264') ??
  false;

if (!HAS_FFMPEG) {
  process.stderr.write(
    '\nFFMPEG IS NOT INSTALLED: what its decoder says about our files is NOT tested here.\n',
  );
}

/** Runs ffmpeg and returns what it writes to its standard output. Throws with its own words when it fails. */
export function ffmpeg(...args: string[]): Buffer {
  const ran = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { maxBuffer: 2 ** 28 });
  if (ran.status !== 0) throw new Error(`ffmpeg: ${ran.stderr}`);
  return ran.stdout;
}
