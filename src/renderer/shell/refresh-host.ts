import type { Editor } from '../commands/editor.ts';

/** Reads again what the host knows: providers, spending, jobs and assets. */
export async function refreshHost(editor: Editor): Promise<void> {
  const { client, host } = editor;
  const [jobs] = await Promise.all([
    client.jobs(),
    refreshProviders(editor),
    refreshSpending(editor),
    refreshAssets(editor),
  ]);
  if (jobs.ok) host.setState({ jobs: jobs.value.jobs });
}

export async function refreshProviders({ client, host }: Editor): Promise<void> {
  const answer = await client.providers();
  if (answer.ok) host.setState({ providers: answer.value.providers, currentProvider: answer.value.current });
}

export async function refreshSpending({ client, host }: Editor): Promise<void> {
  const answer = await client.spending();
  if (answer.ok) host.setState({ spentTodayUsd: answer.value.todayUsd });
}

export async function refreshAssets({ client, host }: Editor): Promise<void> {
  const answer = await client.assets();
  if (answer.ok) host.setState({ assets: answer.value.assets });
}
