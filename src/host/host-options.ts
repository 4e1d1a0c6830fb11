import type { NodeType } from '../engine/define-node.ts';
import type { MediaProcess } from '../media/media-process.ts';
import type { SimulatorOptions } from '../simulator/simulator-options.ts';
import type { Clock } from './clock.ts';
import type { Desktop } from './desktop.ts';
import type { Provider } from './providers/provider.ts';
import type { Transport } from './providers/transport.ts';
import type { Dial, ResolveHost } from './web/checked-connect.ts';

/** How a host is set up; everything has a sensible default. */
export interface HostOptions {
  /** The data folder; without it `BLOCKOUT_HOME` or the platform's place. */
  readonly home?: string;
  /** Environment to take keys from; the process's own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly desktop?: Desktop;
  /** Folder with the shipped templates and samples; found beside the sources unless given. */
  readonly resourcesFolder?: string;
  readonly clock?: Clock;
  readonly simulator?: Omit<SimulatorOptions, 'dataDir'>;
  /** Everyone who can take jobs, in menu order. */
  readonly providers?: readonly Provider[];
  /** How those that are not simulated are reached, and the files of their answers; the network unless given. */
  readonly transport?: Transport;
  /** The node types on offer. */
  readonly nodeTypes?: readonly NodeType[];
  /** Reads and writes media for this host; a process of its own unless given. */
  readonly media?: MediaProcess;
  /** How host names are looked up, and how the addresses found are connected to. */
  readonly resolveHost?: ResolveHost;
  readonly dial?: Dial;
  /** Source of seeds, in [0, 1). */
  readonly random?: () => number;
  /** Hears every line of the log, also what only somebody who looks for trouble wants to know. */
  readonly onLogLine?: (line: string) => void;
  /** Whether open jobs are taken up at start; true unless told otherwise. */
  readonly takeUpJobs?: boolean;
}
