import { type KeyboardEvent, useState } from 'react';
import type { MediaRef } from '../../engine/media-ref.ts';
import { hostClient } from '../host/host-client.ts';

interface AddressEntryProps {
  readonly label: string;
  take(value: MediaRef): void;
  close(): void;
}

/** Takes a file by its web address; the host reads it once, and providers that fetch for themselves are told where. */
export function AddressEntry({ label, take, close }: AddressEntryProps) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);

  async function read(url: string): Promise<void> {
    if (url === '') return close();
    setReading(true);
    const answer = await hostClient.readAddress(url);
    setReading(false);
    const problem = answer.ok ? answer.value.problem : answer.problem;
    if (problem) return setTrouble(`${problem.message} ${problem.fix}`);
    take({ url });
  }
  function onKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') void read(event.currentTarget.value.trim());
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  }

  return (
    <input
      className="field"
      type="url"
      aria-label={`${label}: web address`}
      aria-invalid={trouble !== null || undefined}
      title={trouble ?? undefined}
      placeholder="https://… and Enter"
      readOnly={isReading}
      aria-busy={isReading}
      ref={(input) => input?.focus()}
      onKeyDown={onKey}
    />
  );
}
