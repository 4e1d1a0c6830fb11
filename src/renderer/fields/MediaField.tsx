import { FileUp, Link2, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { MEDIA_WORDS, type MediaRef } from '../../engine/media-ref.ts';
import type { MediaParam } from '../../engine/param.ts';
import { hostClient } from '../host/host-client.ts';
import { AddressEntry } from './AddressEntry.tsx';
import { ACCEPTED_FILES } from './accepted-files.ts';
import type { FieldProps } from './field-props.ts';
import { useFileInput } from './use-file-input.tsx';

/** A clip, an image or LoRA weights: chosen, dropped on the field, or an address. */
export function MediaField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<MediaParam>) {
  const { input, choose } = useFileInput({
    accept: ACCEPTED_FILES[param.accepts],
    onFiles: ([file]) => void take(file),
  });
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [isAddressed, setAddressed] = useState(false);

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    setReading(true);
    setTrouble(null);
    const answer = await hostClient.upload(file);
    setReading(false);
    if (!answer.ok) return setTrouble(`${answer.problem.message} ${answer.problem.fix}`);
    const { asset, problem } = answer.value;
    if (problem) return setTrouble(`${problem.message} ${problem.fix}`);
    change({ asset: asset.hash, name: asset.name });
    done();
  }
  function drop(event: DragEvent): void {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void take(event.dataTransfer.files[0]);
  }

  if (isAddressed) {
    const take = (address: MediaRef) => {
      setAddressed(false);
      setTrouble(null);
      change(address);
      done();
    };
    return (
      <div className="field-media nodrag">
        <AddressEntry label={label} take={take} close={() => setAddressed(false)} />
      </div>
    );
  }
  const name = nameOf(value);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes dropped files; the button in it chooses one
    <div className="field-media nodrag" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      <button
        type="button"
        className="field field--media"
        aria-label={`${label}: ${name ?? `choose or drop ${MEDIA_WORDS[param.accepts]}`}`}
        aria-invalid={isInvalid || trouble !== null || undefined}
        aria-describedby={describedBy}
        title={trouble ?? name ?? undefined}
        onClick={choose}
      >
        {!name && <FileUp size={12} aria-hidden />}
        <span className="clip">{isReading ? 'Reading…' : (trouble ?? name ?? 'Choose or drop')}</span>
      </button>
      {/* Weights have a field of their own for the address: the provider fetches them, not this machine. */}
      {!value && param.accepts !== 'weights' && (
        <button
          type="button"
          className="icon-button icon-button--tiny"
          aria-label={`${label}: give a web address`}
          title="Give a web address"
          onClick={() => setAddressed(true)}
        >
          <Link2 size={12} aria-hidden />
        </button>
      )}
      {value && (
        <button
          type="button"
          className="icon-button icon-button--tiny"
          aria-label={`Remove ${name}`}
          onClick={() => {
            change(null);
            done();
          }}
        >
          <X size={12} aria-hidden />
        </button>
      )}
      {input}
    </div>
  );
}

/** What a person calls the file. */
function nameOf(value: MediaRef | null): string | null {
  if (value === null) return null;
  if ('asset' in value) return value.name;
  return 'path' in value ? (value.path.split(/[/\\]/).at(-1) ?? value.path) : value.url;
}
