import { ChevronDown, Play, Square } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import type { Spending } from '../../engine/plan.ts';
import { formatSpending } from '../../fal/price.ts';
import { isSimulated, PROVIDERS, type ProviderId } from '../../fal/provider.ts';
import { editor } from '../commands/editor.ts';
import { COMMANDS, commandById } from '../commands/index.ts';
import { ariaShortcut } from '../commands/key-chord.ts';
import type { PlanSummary } from '../state/run-store.ts';
import { useTabRun } from '../state/use-run.ts';
import { Elapsed } from './Elapsed.tsx';
import { MenuCommand } from './MenuCommand.tsx';
import { useCommand } from './use-editor.ts';

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
  const isPlanning = useTabRun((state) => state.isPlanning);
  const provider = useStore(editor.host, (state) => state.currentProvider);
  useStore(editor.documents, (state) => state.tabs);
  const isEnabled = commandById('run.all').isEnabled?.(editor) !== false;
  const isBlocked = plan !== null && !plan.isRunnable;
  return (
    <button
      type="button"
      className="run__main"
      disabled={!isEnabled}
      aria-busy={isPlanning}
      aria-keyshortcuts={chord && ariaShortcut(chord)}
      title={titleOf(plan?.spending, provider, isBlocked)}
      onClick={run}
    >
      <Play size={14} aria-hidden />
      Run
      {isEnabled && plan && !isBlocked && (
        <span className="run__facts">
          {jobsOf(plan)}
          {plan.spending.jobCount > 0 && ` · ${formatSpending(plan.spending)}`}
        </span>
      )}
      {isEnabled && isBlocked && <span className="run__facts">· {errorsOf(plan.problems)}</span>}
    </button>
  );
}

function CancelButton() {
  const { run, chord } = useCommand('run.cancel');
  const startedAtMs = useTabRun((state) => state.startedAtMs);
  const doneCount = useTabRun(
    ({ nodes }) => Object.values(nodes).filter(({ state }) => state === 'done').length,
  );
  const allCount = useTabRun(
    ({ nodes }) => Object.values(nodes).filter(({ state }) => state !== 'idle').length,
  );
  return (
    <button
      type="button"
      className="run__main run__main--going"
      aria-keyshortcuts={chord && ariaShortcut(chord)}
      onClick={run}
    >
      <Square size={12} aria-hidden fill="currentColor" />
      Cancel
      <span className="run__facts">
        · {doneCount} of {allCount} nodes · <Elapsed sinceMs={startedAtMs} />
      </span>
    </button>
  );
}

function jobsOf({ spending: { jobCount }, nodes }: PlanSummary): string {
  if (jobCount > 0) return jobCount === 1 ? '· 1 job' : `· ${jobCount} jobs`;
  return Object.values(nodes).some(({ willRun }) => willRun) ? '· free' : '· up to date';
}

function errorsOf(problems: readonly { readonly severity: string }[]): string {
  const count = problems.filter(({ severity }) => severity === 'error').length;
  return count === 1 ? '1 problem' : `${count} problems`;
}

function titleOf(spending: Spending | undefined, provider: ProviderId | null, isBlocked: boolean): string {
  if (isBlocked) return 'Something is missing: click to see what.';
  if (!spending || spending.jobCount === 0) return 'Runs what has changed. Nothing of it costs money.';
  const price = formatSpending(spending);
  if (provider === null) return '';
  if (provider === 'fal' && spending.unpricedCount)
    return `The price of ${spending.unpricedCount} of these jobs is not known, so they are not sent.`;
  return isSimulated(provider)
    ? `Simulated: nothing is charged. With fal this would cost ${price}.`
    : `${price} for ${spending.megapixels.toFixed(0)} MP at ${PROVIDERS[provider].label}. Kept results are not paid for again.`;
}
