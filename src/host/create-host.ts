import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import about from '../../package.json' with { type: 'json' };
import { createRegistry } from '../engine/registry.ts';
import type { Workflow } from '../engine/workflow.ts';
import { createMediaProcess } from '../media/media-process.ts';
import { NODE_TYPES } from '../nodes/index.ts';
import { createApi } from './api/api.ts';
import { openAssetStore } from './assets/asset-store.ts';
import { createPreviews } from './assets/previews.ts';
import { systemClock } from './clock.ts';
import { openEditorStore } from './editor/editor-store.ts';
import { samplesOfTemplates } from './editor/templates.ts';
import { createEndpointLibrary } from './endpoints/endpoint-library.ts';
import type { FactsContext } from './facts/file-fact.ts';
import { openKnownFiles } from './facts/known-files.ts';
import { createSeenFiles } from './facts/seen-files.ts';
import { fetchWebFile, sizeOfWebFile } from './facts/web-file.ts';
import { homeFolder, makeHome } from './home.ts';
import type { Host } from './host.ts';
import type { HostOptions } from './host-options.ts';
import { claimInstance } from './instance-lock.ts';
import { createJobBook } from './jobs/job-book.ts';
import { createJobDesk } from './jobs/job-desk.ts';
import { randomSeed } from './jobs/job-runner.ts';
import { viewOfJob } from './jobs/job-view.ts';
import { openLedger } from './jobs/ledger.ts';
import { createPollScheduler } from './jobs/poll-scheduler.ts';
import { requestKeyOf } from './jobs/request-key.ts';
import { takeOfJob } from './jobs/take-of-job.ts';
import { openUploadBook } from './jobs/upload-book.ts';
import { watchLedger } from './jobs/watch-ledger.ts';
import { openLog } from './log/log.ts';
import { createJobTeller } from './log/tell-jobs.ts';
import { PROVIDERS } from './providers/index.ts';
import { openKeys } from './providers/keys.ts';
import { createProviders } from './providers/providers.ts';
import { createRecent, WORKFLOWS_AT_HAND } from './recent.ts';
import { openResultStore } from './results/result-store.ts';
import { createEventFeed } from './runs/event-feed.ts';
import { makePlan, type PlanRequest, type ShownPlan } from './runs/make-plan.ts';
import { openPinBook } from './runs/pin-book.ts';
import { createPressDesk } from './runs/press-desk.ts';
import { openRunBook } from './runs/run-book.ts';
import { createRunService } from './runs/run-service.ts';
import { openSeedBook } from './runs/seed-book.ts';
import { createMediaTools } from './services/media-tools.ts';
import { openReadGrants } from './settings/read-grants.ts';
import { createRedactor } from './settings/redact.ts';
import { openSettings } from './settings/settings.ts';
import { keepBackups } from './store/keep-backups.ts';
import { openStore } from './store/open-store.ts';
import { restoreLedger } from './store/restore-ledger.ts';
import { sweepUnfinished } from './unfinished/sweep.ts';
import { createWebAccess } from './web/web-access.ts';
import { createClientDocuments } from './workflows/client-documents.ts';
import { createWorkflowFiles } from './workflows/workflow-files.ts';

const RESOURCES_FOLDER = fileURLToPath(new URL('../../resources', import.meta.url));
/** Looks at files: a file that one lane is stuck in holds up nobody. */
const LOOK_LIMITS = { lanes: 3, timeoutMs: 15 * 60_000, memoryMb: 3_000 };
/** Files in the making, as many as a run makes at once; each goes on for as long as it moves on. */
const MAKING_LIMITS = { lanes: 2, timeoutMs: 24 * 3_600_000, memoryMb: 3_000 };

/** Opens the host on its home. Throws where the home can't be used, with the reason. */
export function createHost(options: HostOptions = {}): Host {
  const { env = process.env, clock = systemClock, random = Math.random } = options;
  const { resourcesFolder = RESOURCES_FOLDER, providers: offered = PROVIDERS } = options;
  const home = options.home ?? homeFolder(env);
  makeHome(home);
  const instance = claimInstance(home);
  const closed = new AbortController();

  const registry = createRegistry(options.nodeTypes ?? NODE_TYPES);
  const settings = openSettings(join(home, 'settings.json'), offered);
  const grants = openReadGrants(settings, home);
  const keys = openKeys(home, env, options.desktop, offered);
  const redactor = createRedactor(keys.everSeen);
  const log = openLog({ home, clock, redactor, onLine: options.onLogLine });
  const store = openStore(home, clock, log, instance.trouble);
  const assets = openAssetStore(home, store, clock, log);
  const media = options.media ?? createMediaProcess(LOOK_LIMITS);
  // Processes of their own: nobody waits for a poster until a long clip is conformed.
  const workbench = options.media ?? createMediaProcess(MAKING_LIMITS);
  const feed = createEventFeed(clock);
  const web = createWebAccess({
    resolve: options.resolveHost,
    dial: options.dial,
    usesProxy: env.NODE_USE_ENV_PROXY === '1',
  });
  const files = openKnownFiles(store, assets, clock);
  const providers = createProviders({
    home,
    list: offered,
    clock,
    keys,
    redactor,
    simulator: options.simulator ?? {},
    settings,
    transport: options.transport,
    openWeb: web.open,
    addressOf: files.addressOf,
  });
  const ledger = openLedger(store, clock, redactor, providers.of);
  const scheduler = createPollScheduler(clock);
  const desk = createJobDesk(
    {
      ledger,
      clock,
      assets,
      media,
      uploads: openUploadBook(store, clock, `${hostname()} ${home}`),
      scheduler,
      closed: closed.signal,
      route: providers.route,
      isReady: providers.isReady,
      sizeOfWebFile: (url) => sizeOfWebFile(url, { clock, openWeb: web.open }),
      addressOf: files.addressOf,
    },
    instance,
  );
  const facts: FactsContext = {
    assets,
    media,
    files,
    seenFiles: createSeenFiles(),
    frameInfos: new Map(),
    closed: grants.closed,
    fetchWebFile: (url, signal) => fetchWebFile(url, { assets, clock, signal, openWeb: web.open }),
  };
  const endpoints = createEndpointLibrary({
    home,
    clock,
    modelsOf: (provider) => providers.models({ provider, owner: instance.slot }),
  });
  const results = openResultStore(store, assets, clock);
  const drawSeed = () => randomSeed(random);
  const seedBook = openSeedBook(store);
  const runs = createRunService({
    home,
    clock,
    ledger,
    desk,
    assets,
    media: createMediaTools(assets, workbench, facts.files),
    workbench,
    feed,
    log,
    store,
    settings,
    owner: instance.slot,
    isReady: providers.isReady,
    drawSeed,
    seedBook,
    async unitUsdOf(provider, endpoint) {
      const answer = await providers.models({ provider, owner: instance.slot }).unitPrice(endpoint);
      return answer.ok ? answer.value.usd : null;
    },
  });
  const workflows = createWorkflowFiles(home, registry);
  const editor = openEditorStore({
    home,
    clock,
    registry,
    files: facts.files,
    resourcesFolder,
    slot: instance.slot,
    adopt: instance.adopt,
  });
  ledger.onChange((job) => feed.emit({ kind: 'job', job: viewOfJob(job) }));
  const stopWatching = watchLedger({
    ...{ store, ledger, log },
    onJob: (job) => feed.emit({ kind: 'job', job: viewOfJob(job) }),
  });
  ledger.onChange(createJobTeller(log));
  store.onTrouble(() => feed.emit({ kind: 'storage' }));

  const shownPlans = createRecent<ShownPlan>(WORKFLOWS_AT_HAND);
  const planOnce = (workflow: Workflow, request: PlanRequest) =>
    makePlan(
      workflow,
      { ...request, provider: request.provider ?? settings.get().provider },
      {
        registry,
        results,
        facts,
        endpoints,
        grantedTo: (folder) => [
          ...settings.get().grantedFolders,
          ...samplesOfTemplates(folder, resourcesFolder),
        ],
        resolveProvider: providers.resolve,
        termsOf: (provider) => providers.termsOf({ provider, owner: instance.slot }),
        drawSeed,
        seedBook,
        shownPlans,
        settingsTrouble: settings.trouble,
        isPaid: (provider, { endpoint, input }) =>
          ledger.withRequestKey(requestKeyOf(provider.id, endpoint, input), 'done').length > 0,
        takeOf(jobId) {
          const job = ledger.get(jobId);
          return job ? takeOfJob(job, assets) : null;
        },
      },
    );

  let closing: Promise<void> | null = null;
  async function closeAll(): Promise<void> {
    closed.abort();
    scheduler.close();
    stopWatching();
    await editor.close();
    await runs.close();
    await desk.idle();
    await providers.close();
    await web.close();
    await backups;
    await swept;
    if (!options.media) for (const process of [media, workbench]) process.dispose();
    store.close();
    instance.release();
    log.info('host', 'closed');
    await log.flush();
  }

  const host: Host = {
    home,
    registry,
    settings,
    keys,
    jobs: createJobBook(ledger, desk),
    runs,
    presses: createPressDesk(runs, openRunBook(store, clock)),
    feed,
    providers,
    pins: openPinBook(store),
    assets,
    previews: createPreviews(home, assets, media),
    media,
    facts,
    workflows,
    clientDocuments: createClientDocuments(registry, WORKFLOWS_AT_HAND),
    endpoints,
    editor,
    desktop: options.desktop,
    redactor,
    log,
    store,
    clock,
    slot: instance.slot,
    fetch: async (request) => api.fetch(request),
    loadWorkflowFile: workflows.open,
    async plan(workflow, request = {}) {
      const made = await planOnce(workflow, request);
      // Kept files that had changed by their looks could only be hashed now.
      return (await assets.settleDoubts()) ? planOnce(workflow, request) : made;
    },
    run: (plan, runOptions = {}) => runs.start(plan, runOptions).finished,
    grant: grants.add,
    grants,
    restoreLedger: (mayBeEmpty) => restoreLedger(home, clock.now(), { mayBeEmpty, holds: instance.holds }),
    close: () => (closing ??= closeAll()),
  };
  const api = createApi(host);
  log.info(
    'host',
    `Blockout ${about.version} opened (slot ${instance.slot}, Node ${process.versions.node}, ${process.platform} ${process.arch})`,
  );
  const swept = sweepUnfinished(home, clock, log);
  const looksAfterJobs = options.takeUpJobs !== false && !store.readOnlyFor;
  if (looksAfterJobs) void desk.takeUpAll();
  const backups = looksAfterJobs ? keepBackups({ home, store, clock, log, closed: closed.signal }) : null;
  return host;
}
