import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Call, createRig, onlyJob, type Rig } from './rig.ts';

const HOME_BYTES = 3_000_000;

interface FullRig {
  readonly rig: Rig;
  /** Leaves this much room on the disk of the home. */
  fill(leftBytes: number): void;
  makeRoom(): void;
}

/** A rig whose home is a small disk of its own; null where this user may mount none. */
async function createSmallDisk(): Promise<FullRig | null> {
  const rig = await createRig();
  await rig.host.close();
  const disk = join(rig.root, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${HOME_BYTES}`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    console.warn('LEFT OUT: a real full disk can’t be tried, since this user may not mount a small one.');
    return null;
  }
  const filler = join(disk, 'filler');
  rig.host = rig.openHost({ home: disk });
  onTestFinished(async () => {
    await rig.host.close();
    execFileSync('umount', [disk]);
  });
  return {
    rig,
    fill(leftBytes) {
      const { bavail, bsize } = statfsSync(disk);
      const bytes = Math.floor((bavail * bsize - leftBytes) / bsize) * bsize;
      writeFileSync(filler, new Uint8Array(Math.max(0, bytes)));
    },
    makeRoom: () => rmSync(filler, { force: true }),
  };
}

const isDownload = ({ method, path }: Call) => method === 'GET' && path.startsWith('/files/');
const isPoll = ({ path }: Call) => path.endsWith('/status');

test.for([
  ['before the clip is uploaded', ({ path }: Call) => path.includes('/storage/'), 0],
  ['while the ledger follows the job', isPoll, 0],
  ['in the middle of the download of the take', isDownload, 8_192],
  ['when the take is to be kept', isDownload, 0],
] as const)(
  'a disk that fills up %s ends the run with its reason; with room the take comes home, paid once',
  async ([_, isMoment, leftBytes], { skip }) => {
    const small = await createSmallDisk();
    if (!small) return skip();
    const { rig, fill, makeRoom } = small;
    let isFilled = false;
    rig.intercept = (call) => {
      if (!isFilled && isMoment(call)) {
        fill(leftBytes);
        isFilled = true;
      }
      return undefined;
    };
    const { status, problems } = await rig.run();
    expect(isFilled).toBe(true);
    expect(status).toBe('failed');
    expect(problems[0]!.message).toMatch(/disk is full/i);
    expect((await rig.host.fetch(new Request('http://x/api/jobs'))).status).toBe(200);

    makeRoom();
    expect((await rig.run()).status).toBe('done');
    expect(rig.submits()).toHaveLength(1);
    expect(rig.host.jobs.list().map(({ state }) => state)).toContain('done');
  },
);

test('a disk that is full at the start is told with the way out, nothing is sent, and the next start with room works', async ({
  skip,
}) => {
  const small = await createSmallDisk();
  if (!small) return skip();
  const { rig, fill, makeRoom } = small;
  const { home } = rig.host;
  await rig.host.close();
  fill(0);
  rig.host = rig.openHost({ home });
  expect(rig.host.store.readOnlyFor).toMatchObject({
    kind: 'full',
    fix: 'Make room on that disk, then start Blockout again.',
  });
  expect((await rig.run()).status).toBe('failed');
  expect(rig.submits()).toEqual([]);
  await rig.host.close();
  makeRoom();
  rig.host = rig.openHost({ home });
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host).state).toBe('done');
});
