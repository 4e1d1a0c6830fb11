import { hc } from 'hono/client';
import type { Edit } from '../../engine/edits.ts';
import type { NewTake } from '../../engine/new-take.ts';
import type { Pin } from '../../engine/pins.ts';
import type { Problem } from '../../engine/problem.ts';
import type { SavedDocument } from '../../engine/save-document.ts';
import type { RequestValue } from '../../engine/value.ts';
import type { CodeLanguage } from '../../fal/request-code/index.ts';
import { describeForeign } from '../../formats/describe-foreign.ts';
import type { HostApi } from '../../host/api/api.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import type { Ceiling } from '../../host/runs/run-ceiling.ts';
import type { SettingsPatch } from '../../settings/settings-schema.ts';
import { type Answer, answered, holding } from './answer.ts';
import { foreignHead } from './foreign-head.ts';

const { api } = hc<HostApi>('', {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
});

export interface PlanQuestion {
  readonly document: SavedDocument;
  readonly path: string | null;
  readonly targets?: readonly string[] | null;
  /** Takes that count as the results of their cells. */
  readonly pins?: readonly Pin[];
  /** Asks for another take: of everything, or of these nodes alone. */
  readonly newTake?: NewTake;
}

/** Why a run was not started. */
export interface RunRefusal {
  /** All that stands in its way, where it can't run. */
  readonly problems?: readonly Problem[];
  /** What it would send, where that is more than it was pressed for. */
  readonly above?: Ceiling;
}

export interface Draft {
  readonly document: SavedDocument;
  readonly path: string | null;
  readonly isDirty: boolean;
  readonly fileVersion: string | null;
}

interface SavingFile {
  readonly document: SavedDocument;
  readonly fromPath: string | null;
  readonly overwrite?: boolean;
}

type Signal = { readonly signal?: AbortSignal };

/** Lists travel as they are; the schemas of the host just do not call them read-only. */
const list = <T>(items: readonly T[]): T[] => items as T[];
const question = ({ targets, newTake, pins, ...rest }: PlanQuestion) => ({
  ...rest,
  ...(pins && { pins: list(pins) }),
  ...(targets !== undefined && { targets: targets && list(targets) }),
  ...(newTake !== undefined && { newTake: newTake === true ? (true as const) : list(newTake) }),
});
const id = (value: string) => ({ param: { id: encodeURIComponent(value) } });

/** Every question the editor asks its host, by topic; questions and answers have the types of the host's own routes. */
export const hostClient = {
  door: () => answered(api.door.$get()),
  /** Writes an error of this window into the host's log. */
  tellError: (text: string) => answered(api.log.$post({ json: { text } })),
  diagnostics: (withPaths: boolean) =>
    answered(api.diagnostics.$get({ query: { paths: withPaths ? 'yes' : 'no' } })),

  plan: (asked: PlanQuestion, init: Signal = {}) =>
    answered(api.plan.$post({ json: question(asked) }, { init })),
  /** Starts the run of one press; the same id is the same run, however often it is sent. */
  startRun: ({
    id: pressId,
    ceiling,
    ...asked
  }: PlanQuestion & { readonly id: string; readonly ceiling: Ceiling }) =>
    holding<{ readonly edits: readonly Edit[] }>()(
      answered(api.runs.$post({ json: { ...question(asked), id: pressId, ceiling } })),
    ),
  runs: () => answered(api.runs.$get()),
  cancelRun: (runId: string) => answered(api.runs[':id'].cancel.$post(id(runId))),

  jobs: ({ limit, ...filter }: { workflowId?: string; nodeId?: string; limit?: number } = {}) =>
    holding<{ readonly jobs: readonly JobView[] }>()(
      answered(api.jobs.$get({ query: { ...filter, ...(limit !== undefined && { limit: String(limit) }) } })),
    ),
  cancelJob: (jobId: string) => answered(api.jobs[':id'].cancel.$post(id(jobId))),
  /** `requestId` is the request at the provider that the artist knows to be this lost job's. */
  resumeJob: (jobId: string, requestId?: string) =>
    answered(api.jobs[':id'].resume.$post({ ...id(jobId), query: { requestId } })),
  closeJob: (jobId: string) => answered(api.jobs[':id'].close.$post(id(jobId))),

  assets: () => answered(api.assets.$get()),
  asset: (hash: string) => answered(api.assets[':hash{[0-9a-f]{64}}'].$get({ param: { hash } })),
  async upload(file: File, { signal }: Signal = {}) {
    const foreign = await foreignHead(file);
    if (foreign) {
      const { what, fix } = describeForeign(foreign, file.name);
      const message = `“${file.name}” ${what}.`;
      const problem = { severity: 'error', code: 'bad-media', message, fix } as const;
      return { ok: false, status: 422, problem, body: null } as const;
    }
    const name = file.name.slice(-255) || 'file';
    return answered(api.assets.$post({ query: { name } }, { init: { body: file, signal } }));
  },
  readAddress: (url: string) => answered(api.assets['from-url'].$post({ json: { url } })),
  strip: (hash: string, count: number, height: number) =>
    answered(
      api.assets[':hash{[0-9a-f]{64}}']['filmstrip.json'].$get({
        param: { hash },
        query: { count: String(count), height: String(height) },
      }),
    ),

  settings: () => answered(api.settings.$get()),
  changeSettings: (patch: SettingsPatch, init: { readonly keepalive?: boolean } = {}) =>
    answered(api.settings.$patch({ json: patch }, { init })),
  setKey: (provider: string, key: string) => answered(api.settings.key.$put({ json: { key, provider } })),
  clearKey: (provider: string) => answered(api.settings.key.$delete({ query: { provider } })),

  grants: () => answered(api.grants.$get()),
  allowReading: (path: string) => answered(api.grants.$post({ json: { path } })),
  revokeReading: (path: string) => answered(api.grants.$delete({ query: { path } })),

  providers: () => answered(api.providers.$get()),
  testConnection: (provider: string) => answered(api.providers.test.$post({ json: { provider } })),
  spending: () => answered(api.spending.$get()),
  storage: () => answered(api.storage.$get()),
  restoreLedger: () => answered(api.storage.restore.$post()),

  session: () => answered(api.session.$get()),
  keepSession: (draftIds: readonly string[], activeId: string | null, keepalive = false) =>
    answered(api.session.$put({ json: { draftIds: list(draftIds), activeId } }, { init: { keepalive } })),
  draft: (draftId: string) => answered(api.drafts[':id{[A-Za-z0-9-]{1,64}}'].$get(id(draftId))),
  keepDraft: (draftId: string, draft: Draft, keepalive = false) =>
    answered(
      api.drafts[':id{[A-Za-z0-9-]{1,64}}'].$put({ ...id(draftId), json: draft }, { init: { keepalive } }),
    ),
  dropDraft: (draftId: string) => answered(api.drafts[':id{[A-Za-z0-9-]{1,64}}'].$delete(id(draftId))),
  draftVersions: (draftId: string) =>
    answered(api.drafts[':id{[A-Za-z0-9-]{1,64}}'].versions.$get(id(draftId))),
  draftVersion: (draftId: string, versionId: string) =>
    answered(
      api.drafts[':id{[A-Za-z0-9-]{1,64}}'].versions[':version'].$get({
        param: { ...id(draftId).param, version: encodeURIComponent(versionId) },
      }),
    ),

  pins: (workflowId: string) =>
    answered(api.pins[':workflowId'].$get({ param: { workflowId: encodeURIComponent(workflowId) } })),
  keepPins: (workflowId: string, pins: readonly Pin[]) =>
    answered(
      api.pins[':workflowId'].$put({
        param: { workflowId: encodeURIComponent(workflowId) },
        json: { pins: list(pins) },
      }),
    ),

  /** A request as a script, with the paths of its files on the host's machine. */
  requestCode: (request: {
    readonly language: CodeLanguage;
    readonly endpoint: string;
    readonly input: RequestValue['input'];
  }) => answered(api['request-code'].$post({ json: request as never })),

  recents: () => answered(api.recents.$get()),
  library: () => answered(api.workflows.$get()),
  openFile: (path: string) => answered(api.workflows.file.$get({ query: { path } })),
  saveFile: (file: SavingFile & { readonly path: string; readonly fileVersion: string | null }) =>
    answered(api.workflows.file.$put({ json: file })),
  saveToLibrary: (file: SavingFile & { readonly name: string }) =>
    answered(api.workflows.library.$post({ json: file })),
  share: (document: SavedDocument | Record<string, never>) =>
    answered(api.workflows.share.$post({ json: { document } })),

  templates: () => answered(api.templates.$get()),
  template: (templateId: string) => answered(api.templates[':id'].$get(id(templateId))),

  fetchEndpoint: (endpointId: string) => answered(api.endpoints.fetch.$post({ json: { id: endpointId } })),
  readEndpoint: (text: string) => answered(api.endpoints.read.$post({ json: { text } })),

  pickFile: (kind: 'workflow' | 'media' | 'frame' | 'folder') =>
    answered(api.dialogs.open.$post({ json: { kind } })),
  pickSavePath: (suggestedName: string) => answered(api.dialogs.save.$post({ json: { suggestedName } })),
  reveal: (what: { readonly path: string } | { readonly asset: string }) =>
    answered(api.reveal.$post({ json: what })),
} satisfies Readonly<Record<string, (...args: never[]) => Promise<Answer<unknown>>>>;

export type HostClient = typeof hostClient;

/** What a question is answered with. */
type Told<Q extends keyof HostClient> = Extract<
  Awaited<ReturnType<HostClient[Q]>>,
  { readonly ok: true }
>['value'];

/** What would run, what it would spend and what stands in its way. */
export type PlanAnswer = Told<'plan'>;
export type StartedRun = Told<'startRun'>;
/** Settings as the host tells them and as the editor changes them. */
export type EditorSettings = Told<'settings'>['settings'];
export type SessionTab = Told<'session'>['tabs'][number];
export type DraftVersion = Told<'draftVersions'>['versions'][number];
export type Template = Told<'templates'>['templates'][number];
export type RecentFile = Told<'recents'>['recents'][number];
export type LibraryFile = Told<'library'>['workflows'][number];
export type SavedFile = Told<'saveFile'>;
export type Door = Told<'door'>;
export type SpendingToday = Told<'spending'>;
/** How the ledger is kept. */
export type Storage = Told<'storage'>;
export type StripInfo = NonNullable<Told<'strip'>['strip']>;
