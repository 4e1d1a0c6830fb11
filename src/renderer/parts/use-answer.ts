import { useEffect, useState } from 'react';
import type { Answer } from '../host/answer.ts';

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
