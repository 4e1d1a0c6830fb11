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
  change: (items: readonly HistoryItem[]) => readonly HistoryItem[],
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

/** The provider's clock is behind by this much. */
const SKEW_MS = 9 * 60_000;

export const clockSkew = lostSubmit(
  'clock-skew',
  'The answer to the first submit is lost, and the history is dated nine minutes too early.',
  (items) =>
    items.map((item) => ({ ...item, sent_at: new Date(Date.parse(item.sent_at) - SKEW_MS).toISOString() })),
);
