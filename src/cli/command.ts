import type { Command } from '@commander-js/extra-typings';
import type { Host } from '../host/host.ts';
import type { HostOptions } from '../host/host-options.ts';
import type { ExitStatus } from './exit-status.ts';
import type { CommonWords } from './options.ts';
import type { Output } from './output.ts';

/** What a command works with beside its own words. */
export interface Workplace {
  readonly output: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the user wants it to stop. */
  readonly signal: AbortSignal;
}
export interface HostWorkplace extends Workplace {
  readonly host: Host;
}

/** How a command gets to work; the status that it comes back with is the program's. */
export interface Work {
  withoutHost(run: (place: Workplace) => Promise<ExitStatus>): Promise<void>;
  /** With a host that is closed afterwards. Only commands that look after jobs take up those that are open. */
  withHost(
    words: CommonWords,
    run: (place: HostWorkplace) => Promise<ExitStatus>,
    options?: Pick<HostOptions, 'takeUpJobs'>,
  ): Promise<void>;
}

/** Declares one command: its words, their help and what it does. */
export type Declaration = (program: Command, work: Work) => unknown;
