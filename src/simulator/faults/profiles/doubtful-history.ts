import type { FaultProfile } from '../fault-profile.ts';

interface HistoryItem {
  readonly request_id: string;
  readonly sent_at: string;
  readonly json_input?: Readonly<Record<string, unknown>> | null;
}

/** The answer to the first submit is lost, and the list of past requests is changed on its way. */
function lostSubmit(
  name: string,
  summary: string,
  change: (items: readonly HistoryItem[]) => readonly HistoryItem[] = (items) => items,
): FaultProfile {
  return {
    name,
    summary,
    call({ route, count }) {
      if (route === 'submit' && count === 1) return { kind: 'reset', when: 'after' };
      if (route !== 'requests') return undefined;
      return {
        kind: 'damage',
        async damage(response) {
          const page = (await response.json()) as { items: readonly HistoryItem[] };
          return Response.json({ ...page, items: change(page.items) }, { status: response.status });
        },
      };
    },
  };
}

export const duplicateSeeds = lostSubmit(
  'duplicate-seeds',
  'The answer to the first submit is lost, and the history holds a request of the same seed with another prompt.',
  (items) =>
    items.flatMap((item) => {
      const twin = { ...item.json_input, prompt: `${String(item.json_input?.prompt)} Not this one.` };
      return [{ ...item, request_id: `twin-of-${item.request_id}`, json_input: twin }, item];
    }),
);

export const foreignRequest = lostSubmit(
  'foreign-request',
  'The answer to the first submit is lost, and the history holds what another machine with this key sent: the same seed and settings, other files.',
  (items) => items.map((item) => ({ ...item, json_input: withOtherFiles(item.json_input ?? {}) })),
);

/** The same input with every file at another address. */
function withOtherFiles(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const other = (value: unknown) =>
    typeof value === 'string' && value.startsWith('https://v3b.fal.media/')
      ? `https://v3b.fal.media/files/b/0badcafe/${value.split('/').at(-1)}`
      : value;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, other(value)]));
}

export const clockSkew: FaultProfile = {
  ...lostSubmit(
    'clock-skew',
    'The answer to the first submit is lost, and the platform’s clock is twenty minutes behind.',
  ),
  clockAheadMs: -20 * 60_000,
};
