import type { Host } from '../../src/host/host.ts';
import { type Moment, type Scenario, stopOf } from './draw.ts';
import { DRAFT_ID, type Order, type Saying } from './order.ts';
import { type Scene, setScene } from './scene.ts';
import type { Stage } from './stage.ts';
import { judge } from './verdict.ts';
import type { Victim } from './victim.ts';

export interface Report {
  /** Where each victim stood when it was killed. */
  readonly killedAt: readonly string[];
  readonly breaches: readonly string[];
}

/** Plays one scenario on a home of its own and looks at what is left. */
export async function runScenario(stage: Stage, scenario: Scenario, number: number): Promise<Report> {
  const takes = {
    job: 1,
    'broken line': 1,
    'full disk': 1,
    'killed owner': 1,
    'two hosts': 2,
    settings: 0,
    drafts: 0,
  };
  const provider = scenario.kind === 'job' ? scenario.provider : 'fal';
  const scene = await setScene(stage, { number, provider, takes: takes[scenario.kind] });
  const killedAt: string[] = [];
  try {
    const check = await play(scene, scenario, killedAt);
    return { killedAt, breaches: await judge(scene, check) };
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return { killedAt, breaches: [`broken: ${told}`] };
  }
}

type Check = (host: Host) => Promise<string[]>;

/** Kills everybody; may hand back what else is to be looked at afterwards. */
async function play(scene: Scene, scenario: Scenario, killedAt: string[]): Promise<Check | undefined> {
  const kill = async (order: Partial<Order>, moment: Moment | null) => {
    const victim = scene.start({ ...order, stop: moment && stopOf(moment) });
    killedAt.push(await killAt(victim, moment));
    return victim;
  };
  switch (scenario.kind) {
    case 'job':
      for (const [place, moment] of scenario.moments.entries()) {
        await kill({ task: place === 0 ? 'run' : 'recover' }, moment);
      }
      return undefined;
    case 'broken line':
      await kill({ lineBreak: scenario.lineBreak }, scenario.moment);
      return undefined;
    case 'full disk':
      await kill({ fullDisk: scenario.fullDisk }, scenario.moment);
      return undefined;
    case 'killed owner':
      return playKilledOwner(scene, scenario.moment, killedAt);
    case 'two hosts':
      await Promise.all(
        scenario.moments.map((moment, place) => kill({ file: scene.wanted[place]!.file }, moment)),
      );
      return undefined;
    case 'settings': {
      const caps = ['capPerRunUsd', 'capPerDayUsd'] as const;
      const victims = await Promise.all(
        scenario.moments.map((moment, place) => kill({ task: 'settings', cap: caps[place]! }, moment)),
      );
      return async (host) =>
        caps.flatMap((cap, place) => judgeKept(cap, victims[place]!.sayings, host.settings.get()[cap]));
    }
    case 'drafts': {
      const { sayings } = await kill({ task: 'drafts' }, scenario.moment);
      return async (host) => {
        const draft = await host.editor.drafts.get(DRAFT_ID);
        return judgeKept('draft', sayings, draft === null ? null : Number(draft.document.name));
      };
    }
  }
}

/** The survivor waits for the take of the killed one and ends its own run with it. */
async function playKilledOwner(scene: Scene, moment: Moment, killedAt: string[]): Promise<undefined> {
  const owner = scene.start({ stop: stopOf(moment) });
  await reached(owner, moment);
  const survivor = scene.start({});
  try {
    // A process that stands still inside a transaction holds up the other one's opening.
    await survivor.until('begun');
    killedAt.push(await killAt(owner, moment));
    const ended = await survivor.until('idle');
    if (ended.kind === 'idle' && ended.status !== 'done') {
      throw new Error(
        `the host beside the killed one ended its run ${ended.status}: ${ended.problems.join(' ')}`,
      );
    }
  } finally {
    await survivor.kill();
  }
}

/** Resolves when the victim is where it is to be killed, with the name of that place. */
async function reached(victim: Victim, moment: Moment | null): Promise<string> {
  if (moment?.kind === 'delay') {
    await victim.until('begun');
    // Here, time is what is drawn.
    await new Promise((resolve) => setTimeout(resolve, moment.delayMs));
    return `after ${moment.delayMs} ms`;
  }
  const stopped = await victim.until('stopped');
  return stopped.kind === 'stopped' ? stopped.at : '';
}

async function killAt(victim: Victim, moment: Moment | null): Promise<string> {
  try {
    return await reached(victim, moment);
  } finally {
    await victim.kill();
  }
}

/** What somebody was told is kept is there, or the change that was under way at the kill. */
function judgeKept(what: string, sayings: readonly Saying[], found: number | null): string[] {
  const last = sayings.filter((saying) => saying.kind === 'kept').at(-1)?.value ?? 0;
  if (last === 0 || found === last || found === last + 1) return [];
  return [`lost: ${what} ${last} was kept, ${found} is there`];
}
