import { type ReactNode, useEffect, useRef } from 'react';
import { AssetShelf } from '../../src/renderer/panels/AssetShelf.tsx';
import { JobHistory } from '../../src/renderer/panels/JobHistory.tsx';
import { NodeLibrary } from '../../src/renderer/panels/NodeLibrary.tsx';
import { QueuePanel } from '../../src/renderer/panels/QueuePanel.tsx';
import { TemplateGallery } from '../../src/renderer/panels/TemplateGallery.tsx';
import { WorkflowFacts } from '../../src/renderer/panels/WorkflowFacts.tsx';
import { EmptyState } from '../../src/renderer/shell/EmptyState.tsx';
import { FramesStage } from '../../src/renderer/viewer/FramesStage.tsx';
import { Viewer } from '../../src/renderer/viewer/Viewer.tsx';
import { Entry } from './Entry.tsx';

const PANEL = { width: 280, height: 360 } as const;
const DRAWER = { width: 560, height: 220 } as const;

/** Every place of the editor where nothing is there yet, or nothing was found. */
export function EmptyPlaces() {
  return (
    <>
      <Entry name="empty workflow" width={1000} height={520}>
        <EmptyState />
      </Entry>
      <Entry name="empty assets" {...PANEL}>
        <Panel>
          <AssetShelf />
        </Panel>
      </Entry>
      <Entry name="empty history" {...PANEL}>
        <Panel>
          <JobHistory />
        </Panel>
      </Entry>
      <Entry name="history without a match" {...PANEL}>
        <Searched>
          <JobHistory />
        </Searched>
      </Entry>
      <Entry name="nodes without a match" {...PANEL}>
        <Searched>
          <NodeLibrary />
        </Searched>
      </Entry>
      <Entry name="templates" {...PANEL}>
        <Panel>
          <TemplateGallery />
        </Panel>
      </Entry>
      <Entry name="empty inspector" {...PANEL}>
        <Panel>
          <WorkflowFacts />
        </Panel>
      </Entry>
      <Entry name="empty queue" {...DRAWER}>
        <QueuePanel />
      </Entry>
      <Entry name="empty viewer" {...DRAWER}>
        <Viewer />
      </Entry>
      <Entry name="empty sequence" {...DRAWER}>
        <FramesStage value={{ frames: [], fps: 24 }} />
      </Entry>
    </>
  );
}

function Panel({ children }: { readonly children: ReactNode }) {
  return (
    <div className="panel" style={{ height: '100%' }}>
      {children}
    </div>
  );
}

/** A panel in whose search box stands what nothing is called. */
function Searched({ children }: { readonly children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = panel.current!.querySelector('input')!;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(box, 'zeppelin');
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, []);
  return (
    <div ref={panel} style={{ height: '100%' }}>
      <Panel>{children}</Panel>
    </div>
  );
}
