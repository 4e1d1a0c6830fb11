import { Upload } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { sessionStore } from '../state/session-store.ts';
import { listenToDrops } from './listen-to-drops.ts';

/** Says where things may be dropped while they are held over the window. */
export function DropLayer() {
  useEffect(listenToDrops, []);
  const isDropping = useStore(sessionStore, (state) => state.isDropping);
  if (!isDropping) return null;
  return (
    <div className="drop-layer" aria-hidden>
      <p>
        <Upload size={20} />
        Drop clips, images or workflows
      </p>
    </div>
  );
}
