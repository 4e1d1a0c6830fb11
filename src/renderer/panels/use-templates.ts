import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../../engine/problem.ts';
import { hostClient, type Template } from '../host/host-client.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { hostStore } from '../state/host-store.ts';

/** The templates that come with Blockout: at once when they were seen before, and why they can't be had. */
export function useTemplates(): {
  readonly templates: readonly Template[];
  readonly problem: Problem | null;
} {
  const templates = useStore(hostStore, (state) => state.templates);
  const answer = useAnswer(hostClient.templates, 'templates');
  useEffect(() => {
    if (answer?.ok) hostStore.setState({ templates: answer.value.templates });
  }, [answer]);
  return { templates, problem: answer && !answer.ok ? answer.problem : null };
}
