import type { Editor } from './editor.ts';

/** Reads again what the host knows: providers, spending, jobs and assets. */
export async function refreshHost(editor: Editor): Promise<void> {
  await Promise.all([
    refreshJobs(editor),
    refreshProviders(editor),
    refreshSpending(editor),
    refreshStorage(editor),
    refreshAssets(editor),
  ]);
}

/** Reads the newest jobs, as many as the host gives by itself unless told otherwise. */
export async function refreshJobs({ client, host }: Editor, limit?: number): Promise<void> {
  const answer = await client.jobs({ limit });
  if (answer.ok) host.setState({ jobs: answer.value.jobs, jobCount: answer.value.total });
}

export async function refreshProviders({ client, host }: Editor): Promise<void> {
  const answer = await client.providers();
  if (answer.ok) host.setState({ providers: answer.value.providers, currentProvider: answer.value.current });
}

export async function refreshSpending({ client, host }: Editor): Promise<void> {
  const answer = await client.spending();
  if (!answer.ok) return;
  const { paidUsd, doubtfulUsd, trouble } = answer.value;
  host.setState({ spentTodayUsd: paidUsd, doubtfulTodayUsd: doubtfulUsd, settingsTrouble: trouble });
}

export async function refreshStorage({ client, host }: Editor): Promise<void> {
  const answer = await client.storage();
  if (answer.ok) host.setState({ storage: answer.value });
}

/** Reads settings again that something else than this window may have written. */
export async function refreshSettings({ client, host, settings }: Editor): Promise<void> {
  const answer = await client.settings();
  if (!answer.ok) return;
  // How the panels of this window stand is its own affair.
  const { grantedFolders: _, panels: __, ...chosen } = answer.value.settings;
  settings.setState(chosen);
  host.setState({ settingsTrouble: answer.value.trouble });
}

export async function refreshAssets({ client, host }: Editor): Promise<void> {
  const answer = await client.assets();
  if (answer.ok) host.setState({ assets: answer.value.assets });
}
