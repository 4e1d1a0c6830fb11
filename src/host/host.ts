import type { Registry } from '../engine/registry.ts';
import type { Workflow } from '../engine/workflow.ts';
import type { MediaProcess } from '../media/media-process.ts';
import type { AssetStore } from './assets/asset-store.ts';
import type { Previews } from './assets/previews.ts';
import type { Clock } from './clock.ts';
import type { Desktop } from './desktop.ts';
import type { EditorStore } from './editor/editor-store.ts';
import type { EndpointLibrary } from './endpoints/endpoint-library.ts';
import type { FactsContext } from './facts/file-fact.ts';
import type { JobBook } from './jobs/job-book.ts';
import type { Log } from './log/log.ts';
import type { Keys } from './providers/keys.ts';
import type { Providers } from './providers/providers.ts';
import type { EventFeed } from './runs/event-feed.ts';
import type { HostPlan, PlanRequest } from './runs/make-plan.ts';
import type { PinBook } from './runs/pin-book.ts';
import type { PressDesk } from './runs/press-desk.ts';
import type { RunOptions, RunResult, RunService } from './runs/run-service.ts';
import type { ReadGrants } from './settings/read-grants.ts';
import type { Redactor } from './settings/redact.ts';
import type { SettingsChange, SettingsStore } from './settings/settings.ts';
import type { Restored } from './store/restore-ledger.ts';
import type { Store } from './store/store.ts';
import type { ClientDocuments } from './workflows/client-documents.ts';
import type { OpenedWorkflow, WorkflowFiles } from './workflows/workflow-files.ts';

/** The application behind one handler: what every door talks to. */
export interface Host {
  readonly home: string;
  readonly registry: Registry;
  readonly settings: SettingsStore;
  readonly keys: Keys;
  readonly jobs: JobBook;
  readonly runs: RunService;
  readonly presses: PressDesk;
  readonly feed: EventFeed;
  readonly providers: Providers;
  /** Takes that stand in for nodes, by workflow. */
  readonly pins: PinBook;
  readonly assets: AssetStore;
  readonly previews: Previews;
  readonly media: MediaProcess;
  readonly facts: FactsContext;
  readonly workflows: WorkflowFiles;
  readonly clientDocuments: ClientDocuments;
  /** Descriptions of models that nodes may be made of. */
  readonly endpoints: EndpointLibrary;
  /** Drafts, tabs, recents and templates. */
  readonly editor: EditorStore;
  readonly desktop: Desktop | undefined;
  /** Slot of this host on its home. */
  readonly slot: number;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly log: Log;
  readonly store: Pick<Store, 'readOnlyFor' | 'trouble'>;
  /** Answers one request of a client, under `/api`. Put guards for a door in front of it. */
  fetch(request: Request): Promise<Response>;
  /** Reads a workflow file that the user named: any path. */
  loadWorkflowFile(path: string): Promise<OpenedWorkflow>;
  plan(workflow: Workflow, request?: PlanRequest): Promise<HostPlan>;
  run(plan: HostPlan, options?: RunOptions): Promise<RunResult>;
  /** What every workflow may read. */
  readonly grants: ReadGrants;
  /** Lets every workflow read a folder or file from now on: after the user chose it in a dialog. */
  grant(path: string): Promise<SettingsChange>;
  /**
   * Makes a damaged ledger anew from its last backup and what can be read of it, for the next host; this one goes on
   * without. Rejects with a `StorageError` where that can't be.
   */
  restoreLedger(mayBeEmpty: boolean): Promise<Restored>;
  /** Stops everything; open jobs go on at the provider and are taken up by the next host. */
  close(): Promise<void>;
}
