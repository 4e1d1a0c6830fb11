import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { dialogStore } from '../state/dialog-store.ts';

interface DialogFrameProps {
  readonly title: string;
  /** One line about what it is for. */
  readonly about?: string;
  readonly width?: number;
  readonly children: ReactNode;
}

/** The frame of every dialog: title, close button, focus kept inside. */
export function DialogFrame({ title, about, width = 520, children }: DialogFrameProps) {
  const { close } = dialogStore.getState();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          className="dialog"
          style={{ width }}
          {...(!about && { 'aria-describedby': undefined })}
        >
          <header className="dialog__head">
            <Dialog.Title>{title}</Dialog.Title>
          </header>
          {about && <Dialog.Description className="dialog__about quiet">{about}</Dialog.Description>}
          {children}
          {/* Last in order, so that the first thing in focus is what the dialog is for. */}
          <Dialog.Close className="icon-button icon-button--small dialog__close" aria-label="Close">
            <X size={14} aria-hidden />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
