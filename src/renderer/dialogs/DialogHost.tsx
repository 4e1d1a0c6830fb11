import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { BrokenPart } from '../boundaries/BrokenPart.tsx';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { dialogStore, type OpenDialog } from '../state/dialog-store.ts';
import { DialogFrame } from './DialogFrame.tsx';
import { loadPalette } from './load-palette.ts';

const Palette = lazy(loadPalette);
const CheatSheet = lazy(() => import('./CheatSheet.tsx').then(({ CheatSheet }) => ({ default: CheatSheet })));
const Settings = lazy(() => import('./Settings.tsx').then(({ Settings }) => ({ default: Settings })));
const OpenWorkflow = lazy(() =>
  import('./OpenWorkflow.tsx').then((file) => ({ default: file.OpenWorkflow })),
);
const SaveAs = lazy(() => import('./SaveAs.tsx').then(({ SaveAs }) => ({ default: SaveAs })));
const Versions = lazy(() => import('./Versions.tsx').then(({ Versions }) => ({ default: Versions })));
const Relink = lazy(() => import('./Relink.tsx').then(({ Relink }) => ({ default: Relink })));
const Share = lazy(() => import('./Share.tsx').then(({ Share }) => ({ default: Share })));
const Diagnostics = lazy(() =>
  import('./Diagnostics.tsx').then(({ Diagnostics }) => ({ default: Diagnostics })),
);
const About = lazy(() => import('./About.tsx').then(({ About }) => ({ default: About })));

/** The dialog on screen; each is loaded when it is first opened. */
export function DialogHost() {
  const open = useStore(dialogStore, (state) => state.open);
  return (
    <ErrorBoundary
      what="This dialog"
      of={[open]}
      instead={(broken) =>
        open && (
          <DialogFrame title="Something went wrong" width={420}>
            <BrokenPart {...broken} />
          </DialogFrame>
        )
      }
    >
      <Suspense fallback={null}>{open && <DialogOf dialog={open} />}</Suspense>
    </ErrorBoundary>
  );
}

function DialogOf({ dialog }: { readonly dialog: OpenDialog }) {
  switch (dialog.kind) {
    case 'palette':
      return <Palette />;
    case 'cheat-sheet':
      return <CheatSheet />;
    case 'settings':
      return <Settings first={dialog.section ?? 'provider'} />;
    case 'open-workflow':
      return <OpenWorkflow />;
    case 'save-as':
      return <SaveAs />;
    case 'versions':
      return <Versions draftId={dialog.draftId} />;
    case 'relink':
      return <Relink />;
    case 'share':
      return <Share />;
    case 'diagnostics':
      return <Diagnostics />;
    case 'about':
      return <About />;
  }
}
