import { ChevronDown, CircleAlert, type LucideIcon, Play, RotateCw, Square } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import type { Spending } from '../../engine/plan.ts';
import type { Problem } from '../../engine/problem.ts';
import { formatSpending } from '../../fal/price.ts';
import type { ProviderStatus } from '../../host/providers/provider-status.ts';
import { editor } from '../commands/editor.ts';
import { holdOnRun } from '../commands/held-runs.ts';
import { COMMANDS, commandById } from '../commands/index.ts';
import { useCommand } from '../commands/use-editor.ts';
import { Elapsed } from '../parts/Elapsed.tsx';
import { ariaShortcut } from '../parts/key-chord.ts';
import { currentProviderOf } from '../state/host-store.ts';
import { stateOf } from '../state/node-summary.ts';
import type { PlanSummary } from '../state/plan-summary.ts';
import type { Pricing, TabRun } from '../state/run-store.ts';
import { shownPlan } from '../state/shown-price.ts';
import { useTabRun } from '../state/use-run.ts';
import { MenuCommand } from './MenuCommand.tsx';

const MENU = COMMANDS.filter(({ category, menuGroup }) => category === 'Run' && menuGroup !== undefined);

/** Runs the workflow, with the number of jobs and their price on the button; cancels while it runs. */
export function RunButton() {
  const status = useTabRun((run) => run.status);
  return (
    <div className="run">
      {status === 'running' ? <CancelButton /> : <StartButton />}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="run__more" aria-label="More ways to run">
          <ChevronDown size={14} aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            {MENU.map((command) => (
              <MenuCommand key={command.id} command={command} />
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

function StartButton() {
  const { chord, run } = useCommand('run.all');
  const plan = useTabRun((state) => state.plan);
  const pricing = useTabRun((state) => state.pricing);
  const isStarting = useTabRun((state) => state.isStarting);
  const provider = useStore(editor.host, currentProviderOf);
  const hold = useStore(editor.host, () => holdOnRun(editor));
  const isEnabled = useStore(editor.documents, () => commandById('run.all').isEnabled?.(editor) !== false);
  const { facts, title, Icon } = hold ? faceOfHold(hold) : faceOf(plan, pricing, provider);
  return (
    <button
      type="button"
      className="run__main"
      disabled={!isEnabled}
      aria-busy={isStarting || pricing.state === 'asked' || pricing.state === 'slow'}
      aria-keyshortcuts={chord && ariaShortcut(chord)}
      title={title}
      onClick={run}
    >
      <Icon size={14} aria-hidden />
      Run
      {isStarting && <span className="run__facts">· starting…</span>}
      {(isEnabled || hold) && <span className="run__facts">· {facts}</span>}
    </button>
  );
}

function CancelButton() {
  const { run, chord } = useCommand('run.cancel');
  const startedAtMs = useTabRun((state) => state.startedAtMs);
  const doneCount = useTabRun((run) => statesOf(run).filter((state) => state === 'done').length);
  const allCount = useTabRun((run) => statesOf(run).filter((state) => state !== 'idle').length);
  return (
    <button
      type="button"
      className="run__main run__main--going"
      aria-keyshortcuts={chord && ariaShortcut(chord)}
      // The second click of an impatient pair, which was meant for Run.
      onClick={(event) => event.detail < 2 && run()}
    >
      <Square size={12} aria-hidden fill="currentColor" />
      Cancel
      <span className="run__facts">
        · {doneCount} of {allCount} nodes · <Elapsed sinceMs={startedAtMs} />
      </span>
    </button>
  );
}

const statesOf = ({ nodes, plan }: TabRun) =>
  Object.entries(nodes).map(([id, node]) => stateOf(node, plan?.nodes[id]));

interface Face {
  readonly facts: string;
  readonly title: string;
  readonly Icon: LucideIcon;
}

/** What the button says: a price only where it is the price of what is there. */
function faceOf(plan: PlanSummary | null, pricing: Pricing, provider: ProviderStatus | null): Face {
  if (pricing.state === 'failed') {
    const { message, fix } = pricing.problem;
    return { facts: 'no price, try again', title: `${message} ${fix} Click to ask again.`, Icon: RotateCw };
  }
  const shown = shownPlan({ plan, pricing });
  if (shown === null) return { facts: 'pricing…', title: PRICING, Icon: Play };
  if (!shown.isRunnable) {
    return {
      facts: errorsOf(shown.problems),
      title: 'Something is missing: click to see what.',
      Icon: Play,
    };
  }
  return { facts: factsOf(shown), title: titleOf(shown.spending, provider), Icon: Play };
}

const faceOfHold = ({ message, fix }: Pick<Problem, 'message' | 'fix'>): Face => ({
  facts: 'no ledger',
  title: `${message} ${fix}`,
  Icon: CircleAlert,
});

const PRICING =
  'The price is being worked out. A run that is started now and costs something tells it before anything is sent.';

function factsOf({ spending, nodes }: PlanSummary): string {
  const { jobCount, fetchedCount = 0 } = spending;
  if (jobCount > 0) return `${jobCount === 1 ? '1 job' : `${jobCount} jobs`} · ${formatSpending(spending)}`;
  if (fetchedCount > 0) return formatSpending(spending);
  return Object.values(nodes).some(({ willRun }) => willRun) ? 'free' : 'up to date';
}

function errorsOf(problems: readonly { readonly severity: string }[]): string {
  const count = problems.filter(({ severity }) => severity === 'error').length;
  return count === 1 ? '1 problem' : `${count} problems`;
}

function titleOf(spending: Spending, provider: ProviderStatus | null): string {
  if (spending.jobCount === 0)
    return spending.fetchedCount
      ? 'The file of a take is gone here. It is fetched again from the provider; nothing is paid again.'
      : 'Runs what has changed. Nothing of it costs money.';
  const price = formatSpending(spending);
  if (provider === null) return '';
  if (provider.tellsPrices && !provider.isSimulated && spending.unpricedCount)
    return `The price of ${spending.unpricedCount} of these jobs is not known, so they are not sent.`;
  return provider.isSimulated
    ? `Simulated: nothing is charged. With fal this would cost ${price}.`
    : `${price} for ${spending.megapixels.toFixed(0)} MP at ${provider.words.label}. Kept results are not paid for again.`;
}
