import { useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { showMessagesWith } from '../state/notify.ts';

const TOAST_PARTS = {
  toast: 'toast',
  content: 'toast__words',
  title: 'toast__title',
  description: 'toast__more',
  actionButton: 'button button--small toast__action',
  closeButton: 'toast__close',
  icon: 'toast__icon',
};

/** Messages stand above the drawer, so that they never lie on the player's timeline. */
export function Toasts() {
  const drawerPx = useStore(editor.views, (state) => (state.drawer === null ? 0 : state.drawerHeight));
  useEffect(() => showMessagesWith(toast), []);
  return (
    <Toaster
      position="bottom-right"
      offset={{ bottom: 64 + drawerPx, right: 16 }}
      closeButton
      visibleToasts={4}
      containerAriaLabel="Messages"
      toastOptions={{ unstyled: true, classNames: TOAST_PARTS }}
    />
  );
}
