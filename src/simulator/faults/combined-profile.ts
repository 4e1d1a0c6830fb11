import type { FaultProfile } from './fault-profile.ts';

/** Several scenarios at once: where two of them spoil the same thing, the first one does. */
export function combinedProfile(parts: readonly FaultProfile[]): FaultProfile {
  const first = <T>(pick: (profile: FaultProfile) => T | undefined): T | undefined =>
    parts.map(pick).find((value) => value !== undefined);
  return {
    name: parts.map(({ name }) => name).join('+'),
    summary: parts.map(({ summary }) => summary).join(' '),
    parts,
    strangersAhead: parts.reduce((sum, { strangersAhead = 0 }) => sum + strangersAhead, 0),
    attempt: (attempt) => first((profile) => profile.attempt?.(attempt)),
    refuse: (input, endpoint) => first((profile) => profile.refuse?.(input, endpoint)),
    overBudget: first(({ overBudget }) => overBudget),
    frames: (frameCount) => parts.reduce((count, profile) => profile.frames?.(count) ?? count, frameCount),
    resultTtlMs: first(({ resultTtlMs }) => resultTtlMs),
    cancel: first(({ cancel }) => cancel),
    earlyResultStatus: first(({ earlyResultStatus }) => earlyResultStatus),
  };
}
