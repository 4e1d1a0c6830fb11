import { useEffect, useState } from 'react';
import type { Answer } from '../host/answer.ts';
import { hostClient } from '../host/host-client.ts';

/** Asks the host when a component appears or `key` changes; null until it has answered. */
export function useAnswer<T>(asking: () => Promise<Answer<T>>, key: string): Answer<T> | null {
  const [known, setKnown] = useState<{ key: string; answer: Answer<T> } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is told by its key alone
  useEffect(() => {
    let isWanted = true;
    void asking().then((answer) => isWanted && setKnown({ key, answer }));
    return () => {
      isWanted = false;
    };
  }, [key]);
  return known?.key === key ? known.answer : null;
}

type Templates = Awaited<ReturnType<typeof hostClient.templates>>;
let lastTemplates: Templates | null = null;

/** The templates that come with Blockout. They are the same all the while, so that a second look has them at once. */
export function useTemplates(): Templates | null {
  const answer = useAnswer(hostClient.templates, 'templates');
  useEffect(() => {
    if (answer?.ok) lastTemplates = answer;
  }, [answer]);
  return answer ?? lastTemplates;
}
