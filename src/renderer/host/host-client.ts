import type { NewTake } from '../../engine/new-take.ts';
import type { Problem } from '../../engine/problem.ts';
import type { RequestValue } from '../../engine/value.ts';
import type { CodeLanguage } from '../../fal/request-code/index.ts';
import { describeForeign } from '../../formats/describe-foreign.ts';
import type { planView } from '../../host/api/plan-view.ts';
import type { Asset } from '../../host/assets/asset-store.ts';
import type { FoundEndpoint } from '../../host/endpoints/endpoint-library.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import type { ConnectionTest, ProviderStatus } from '../../host/providers/provider-status.ts';
import type { RunAnswer } from '../../host/runs/press-desk.ts';
import type { Ceiling } from '../../host/runs/run-ceiling.ts';
import type { RunSummary } from '../../host/runs/run-service.ts';
import type { Granted } from '../../host/settings/read-grants.ts';
import type { Settings } from '../../host/settings/settings-schema.ts';
import { type Answer, ask } from './answer.ts';
import { foreignHead } from './foreign-head.ts';

/** A workflow as JSON data, in the saved form. */
export type Document = Readonly<Record<string, unknown>>;
export type ProviderName = JobView['provider'];

/** Settings as the host tells them and as the editor changes them. */
export type EditorSettings = Omit<Settings, 'keys' | 'panels' | 'hints'> & {
  readonly panels: Readonly<Record<string, number | boolean | string>>;
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly hints: readonly string[];
};

export interface PlanQuestion {
  readonly document: Document;
  readonly path: string | null;
  readonly targets?: readonly string[] | null;
  /** Jobs whose take counts as the node's result. */
  readonly pins?: Readonly<Record<string, string>>;
  /** Asks for another take: of everything, or of these nodes alone. */
  readonly newTake?: NewTake;
}

/** What would run, what it would spend and what stands in its way. */
export type PlanAnswer = ReturnType<typeof planView>;

export interface StartedRun extends RunAnswer {
  /** Null where the run belongs to a host that has ended since. */
  readonly status: RunSummary['status'] | null;
}

/** Why a run was not started. */
export interface RunRefusal {
  /** All that stands in its way, where it can't run. */
  readonly problems?: readonly Problem[];
  /** What it would send, where that is more than it was pressed for. */
  readonly above?: Ceiling;
}

export interface SessionTab {
  readonly draftId: string;
  readonly name: string;
  readonly path: string | null;
  readonly isDirty: boolean;
  readonly savedAtMs: number;
  readonly versionCount: number;
}
export interface Draft {
  readonly document: Document;
  readonly path: string | null;
  readonly isDirty: boolean;
  readonly fileVersion: string | null;
}
export interface DraftVersion {
  readonly versionId: string;
  readonly savedAtMs: number;
  readonly name: string;
  readonly nodeCount: number;
}
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly nodeCount: number;
  readonly pictureUrl: string | null;
}
export interface RecentFile {
  readonly path: string;
  readonly name: string;
  readonly openedAtMs: number;
  readonly exists: boolean;
}
export interface LibraryFile {
  readonly name: string;
  readonly path: string;
  readonly changedAtMs: number;
}
export interface OpenedFile {
  readonly document: Document;
  readonly notes: readonly string[];
  readonly path: string;
  readonly folder: string;
  readonly fileVersion: string;
}
export interface SavedFile {
  /** As saved: relative media paths may have been rebased. */
  readonly document?: Document;
  readonly path: string;
  readonly fileVersion: string;
}
export interface Door {
  readonly kind: 'browser' | 'electron';
  readonly version: string;
  readonly canPickFiles: boolean;
  readonly home: string;
}
export interface SpendingToday {
  readonly paidUsd: number;
  /** Charged if the provider's rules say so, or if it was sent at all. */
  readonly doubtfulUsd: number;
  readonly capPerRunUsd: number | null;
  readonly capPerDayUsd: number | null;
  /** Why nothing may be spent by the settings as they lie on disk, or null. */
  readonly trouble: Problem | null;
}
/** How the ledger is kept. */
export interface Storage {
  readonly trouble: Pick<Problem, 'message' | 'fix'> | null;
  /** Whether no job is sent before Blockout is started again. */
  readonly sendsNothing: boolean;
  readonly mayRestore: boolean;
  readonly backup: { readonly atMs: number; readonly jobCount: number } | null;
  /** The ledger that the next start will find, once it was made anew. */
  readonly restored: { readonly jobCount: number } | null;
}
export interface StripInfo {
  readonly frameIndexes: readonly number[];
  readonly tileWidth: number;
  readonly tileHeight: number;
}
/** A file among the assets, and why it cannot be used. */
interface Uploaded {
  readonly asset: Asset;
  readonly problem: { message: string; fix: string } | null;
}

type GrantedAnswer = { readonly granted: readonly Granted[] };
type KeySource = string | null;
/** Providers that take a key. */
export type KeyName = 'fal' | 'oxen';
type Signal = { readonly signal?: AbortSignal };

const at = encodeURIComponent;

/** Every question the editor asks its host, by topic. */
export const hostClient = {
  door: () => ask<Door>('/door'),
  /** Writes an error of this window into the host's log. */
  tellError: (text: string) => ask('/log', { method: 'POST', json: { text } }),
  diagnostics: (withPaths: boolean) =>
    ask<{ readonly text: string }>('/diagnostics', { query: { paths: withPaths ? 'yes' : 'no' } }),

  plan: (question: PlanQuestion, { signal }: Signal = {}) =>
    ask<PlanAnswer>('/plan', { method: 'POST', json: question, signal }),
  /** Starts the run of one press; the same id is the same run, however often it is sent. */
  startRun: (press: PlanQuestion & { readonly id: string; readonly ceiling: Ceiling }) =>
    ask<StartedRun>('/runs', { method: 'POST', json: press }),
  runs: () => ask<{ readonly runs: readonly RunSummary[] }>('/runs'),
  cancelRun: (runId: string) =>
    ask<{ readonly cancelled: boolean }>(`/runs/${at(runId)}/cancel`, { method: 'POST' }),

  jobs: (filter: { readonly workflowId?: string; readonly nodeId?: string; readonly limit?: number } = {}) =>
    ask<{ readonly jobs: readonly JobView[]; readonly total: number }>('/jobs', { query: filter }),
  cancelJob: (id: string) => ask<{ readonly job: JobView }>(`/jobs/${at(id)}/cancel`, { method: 'POST' }),
  /** `requestId` is the request at the provider that the artist knows to be this lost job's. */
  resumeJob: (id: string, requestId?: string) =>
    ask<{ readonly started: boolean }>(`/jobs/${at(id)}/resume`, { method: 'POST', query: { requestId } }),
  closeJob: (id: string) => ask<{ readonly job: JobView }>(`/jobs/${at(id)}/close`, { method: 'POST' }),

  assets: () => ask<{ readonly assets: readonly Asset[] }>('/assets'),
  asset: (hash: string) => ask<{ readonly asset: Asset }>(`/assets/${hash}`),
  upload: async (file: File, { signal }: Signal = {}): Promise<Answer<Uploaded>> => {
    const foreign = await foreignHead(file);
    if (foreign) {
      const { what, fix } = describeForeign(foreign, file.name);
      const message = `“${file.name}” ${what}.`;
      const problem = { severity: 'error', code: 'bad-media', message, fix } as const;
      return { ok: false, status: 422, problem, body: null };
    }
    const query = { name: file.name.slice(-255) || 'file' };
    return ask<Uploaded>('/assets', { method: 'POST', query, body: file, signal });
  },
  readAddress: (url: string) =>
    ask<{ readonly problem: { message: string; fix: string } | null }>('/assets/from-url', {
      method: 'POST',
      json: { url },
    }),
  strip: (hash: string, count: number, height: number) =>
    ask<{ readonly strip: StripInfo }>(`/assets/${hash}/filmstrip.json`, { query: { count, height } }),

  settings: () =>
    ask<{
      readonly settings: EditorSettings;
      readonly keySource: KeySource;
      readonly trouble: Problem | null;
    }>('/settings'),
  changeSettings: (patch: Partial<EditorSettings>, options: { readonly keepalive?: boolean } = {}) =>
    ask<{ readonly settings: EditorSettings; readonly trouble: Problem | null }>('/settings', {
      method: 'PATCH',
      json: patch,
      ...options,
    }),
  setKey: (provider: KeyName, key: string) =>
    ask<{ readonly keySource: KeySource; readonly refusal: string | null }>('/settings/key', {
      method: 'PUT',
      json: { key, provider },
    }),
  clearKey: (provider: KeyName) =>
    ask<{ readonly keySource: KeySource }>('/settings/key', { method: 'DELETE', query: { provider } }),

  grants: () => ask<GrantedAnswer>('/grants'),
  allowReading: (path: string) => ask<GrantedAnswer>('/grants', { method: 'POST', json: { path } }),
  revokeReading: (path: string) => ask<GrantedAnswer>('/grants', { method: 'DELETE', query: { path } }),

  providers: () =>
    ask<{ readonly providers: readonly ProviderStatus[]; readonly current: ProviderName }>('/providers'),
  testConnection: (provider: ProviderName) =>
    ask<ConnectionTest>('/providers/test', { method: 'POST', json: { provider } }),
  spending: () => ask<SpendingToday>('/spending'),
  storage: () => ask<Storage>('/storage'),
  restoreLedger: () => ask<{ readonly jobCount: number }>('/storage/restore', { method: 'POST' }),

  session: () =>
    ask<{
      readonly tabs: readonly SessionTab[];
      readonly activeId: string | null;
      readonly endedClean: boolean;
    }>('/session'),
  keepSession: (draftIds: readonly string[], activeId: string | null, keepalive = false) =>
    ask('/session', { method: 'PUT', json: { draftIds, activeId }, keepalive }),
  draft: (id: string) => ask<Draft>(`/drafts/${at(id)}`),
  keepDraft: (id: string, draft: Draft, keepalive = false) =>
    ask<{ readonly savedAtMs: number }>(`/drafts/${at(id)}`, { method: 'PUT', json: draft, keepalive }),
  dropDraft: (id: string) => ask(`/drafts/${at(id)}`, { method: 'DELETE' }),
  draftVersions: (id: string) =>
    ask<{ readonly versions: readonly DraftVersion[] }>(`/drafts/${at(id)}/versions`),
  draftVersion: (id: string, versionId: string) =>
    ask<{ readonly document: Document }>(`/drafts/${at(id)}/versions/${at(versionId)}`),

  pins: (workflowId: string) =>
    ask<{ readonly pins: Readonly<Record<string, string>> }>(`/pins/${at(workflowId)}`),
  keepPins: (workflowId: string, pins: Readonly<Record<string, string>>) =>
    ask(`/pins/${at(workflowId)}`, { method: 'PUT', json: { pins } }),

  /** A request as a script, with the paths of its files on the host's machine. */
  requestCode: (request: {
    readonly language: CodeLanguage;
    readonly endpoint: string;
    readonly input: RequestValue['input'];
  }) => ask<{ readonly code: string }>('/request-code', { method: 'POST', json: request }),

  recents: () => ask<{ readonly recents: readonly RecentFile[] }>('/recents'),
  library: () => ask<{ readonly folder: string; readonly workflows: readonly LibraryFile[] }>('/workflows'),
  openFile: (path: string) => ask<OpenedFile>('/workflows/file', { query: { path } }),
  saveFile: (file: {
    readonly path: string;
    readonly document: Document;
    readonly fileVersion: string | null;
    readonly fromPath: string | null;
    readonly overwrite?: boolean;
  }) => ask<SavedFile>('/workflows/file', { method: 'PUT', json: file }),
  saveToLibrary: (file: {
    readonly name: string;
    readonly document: Document;
    readonly fromPath: string | null;
    readonly overwrite?: boolean;
  }) => ask<SavedFile & { readonly name: string }>('/workflows/library', { method: 'POST', json: file }),
  share: (document: Document, path: string | null) =>
    ask<{ readonly document: Document; readonly removed: readonly string[] }>('/workflows/share', {
      method: 'POST',
      json: { document, path },
    }),

  templates: () => ask<{ readonly templates: readonly Template[] }>('/templates'),
  template: (id: string) => ask<{ readonly document: Document }>(`/templates/${at(id)}`),

  fetchEndpoint: (id: string) =>
    ask<{ readonly endpoint: FoundEndpoint }>('/endpoints/fetch', { method: 'POST', json: { id } }),
  readEndpoint: (text: string) =>
    ask<{ readonly endpoint: FoundEndpoint }>('/endpoints/read', { method: 'POST', json: { text } }),

  pickFile: (kind: 'workflow' | 'media' | 'frame' | 'folder') =>
    ask<{ readonly path: string | null }>('/dialogs/open', { method: 'POST', json: { kind } }),
  pickSavePath: (suggestedName: string) =>
    ask<{ readonly path: string | null }>('/dialogs/save', { method: 'POST', json: { suggestedName } }),
  reveal: (what: { readonly path: string } | { readonly asset: string }) =>
    ask('/reveal', { method: 'POST', json: what }),
} satisfies Readonly<Record<string, (...args: never[]) => Promise<Answer<unknown>>>>;

export type HostClient = typeof hostClient;
