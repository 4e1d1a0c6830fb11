import { FolderOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { PathParam } from '../../engine/param.ts';
import { hostClient } from '../host/host-client.ts';
import { sessionStore } from '../state/session-store.ts';
import type { FieldProps } from './field-props.ts';

/** A pattern of frames or a folder: typed, and chosen in the system's dialog where there is one. */
export function PathField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<PathParam>) {
  const canPick = useStore(sessionStore, ({ door }) => door?.canPickFiles === true);
  const [trouble, setTrouble] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const path = value?.path ?? '';
  // The end of a path tells more than its start, except to who is typing.
  useEffect(() => {
    const field = input.current;
    if (field && path && document.activeElement !== field) field.scrollLeft = field.scrollWidth;
  }, [path]);
  const set = (text: string) => change(text === '' ? null : { path: text });

  async function pick(): Promise<void> {
    const answer = await hostClient.pickFile(param.reads === 'frames' ? 'frame' : 'folder');
    if (!answer.ok) return setTrouble(`${answer.problem.message} ${answer.problem.fix}`);
    setTrouble(null);
    if (answer.value.path === null) return;
    set(answer.value.path);
    done();
  }

  return (
    <div className="field-media nodrag">
      <input
        ref={input}
        className="field field--text"
        type="text"
        value={path}
        placeholder={param.placeholder}
        title={trouble ?? (path || undefined)}
        aria-label={label}
        aria-invalid={isInvalid || trouble !== null || undefined}
        aria-describedby={describedBy}
        spellCheck={false}
        onChange={(event) => set(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {canPick && (
        <button
          type="button"
          className="icon-button icon-button--tiny"
          aria-label={`Choose ${param.reads === 'frames' ? 'one of the frames' : 'a folder'}`}
          onClick={() => void pick()}
        >
          <FolderOpen size={12} aria-hidden />
        </button>
      )}
    </div>
  );
}
