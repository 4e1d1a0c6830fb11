import type { NodeProps } from '@xyflow/react';
import { CircleAlert, CircleCheck, FileWarning, RotateCcw } from 'lucide-react';
import type { ValueKind } from '../../src/engine/value.ts';
import { BrokenLine, BrokenPart } from '../../src/renderer/boundaries/BrokenPart.tsx';
import { BrokenCard } from '../../src/renderer/canvas/BrokenCard.tsx';
import { Card } from '../../src/renderer/canvas/Card.tsx';
import { useCardLayout } from '../../src/renderer/canvas/use-card.ts';
import { ParamField } from '../../src/renderer/fields/ParamField.tsx';
import { Banner } from '../../src/renderer/parts/Banner.tsx';
import { ValuePreview } from '../../src/renderer/previews/ValuePreview.tsx';
import { Banners } from '../../src/renderer/shell/Banners.tsx';
import { useNode } from '../../src/renderer/state/use-document.ts';
import { CARDS_BY_STATE, OTHER_CARDS } from './cards.ts';
import { Entry } from './Entry.tsx';
import { PARAMS } from './every-field.ts';
import { ODD_VALUES, VALUES } from './sample-values.ts';

const INSPECTOR_WIDTH = 300;
const PREVIEW_WIDTH = 220;
const WINDOW_WIDTH = 1100;
const retry = () => {};

/** Every field, preview, card, banner and error that the editor has. */
export function Parts() {
  return (
    <>
      <h2>Fields</h2>
      {Object.keys(PARAMS).map((id) => (
        <Entry key={id} name={`field ${id}`} width={INSPECTOR_WIDTH}>
          <ParamField nodeId="every-field" paramId={id} />
        </Entry>
      ))}
      <Entry name="field media, not found" width={INSPECTOR_WIDTH}>
        <ParamField nodeId="missing-file" paramId="clip" />
      </Entry>
      <h2>Previews</h2>
      {Object.entries(VALUES).map(([kind, value]) => (
        <Entry key={kind} name={`preview ${kind}`} width={PREVIEW_WIDTH}>
          <ValuePreview kind={kind as ValueKind} value={value} shownWidth={PREVIEW_WIDTH} />
        </Entry>
      ))}
      {Object.entries(ODD_VALUES).map(([name, { kind, value }]) => (
        <Entry key={name} name={`preview ${name}`} width={PREVIEW_WIDTH}>
          <ValuePreview kind={kind} value={value} shownWidth={PREVIEW_WIDTH} />
        </Entry>
      ))}
      <h2>Cards</h2>
      {Object.keys({ ...CARDS_BY_STATE, ...OTHER_CARDS }).map((id) => (
        <CardEntry key={id} id={id} />
      ))}
      <h2>Banners</h2>
      <Entry name="banners of the window" width={WINDOW_WIDTH}>
        <Banners />
      </Entry>
      <Entry name="banner bad" width={WINDOW_WIDTH}>
        <Banner tone="bad" icon={CircleAlert}>
          Something is wrong.
        </Banner>
      </Entry>
      <Entry name="banner warn" width={WINDOW_WIDTH}>
        <Banner tone="warn" icon={FileWarning}>
          Something may go wrong.
        </Banner>
      </Entry>
      <Entry name="banner ok" width={WINDOW_WIDTH}>
        <Banner tone="ok" icon={CircleCheck}>
          Something is right again.
        </Banner>
      </Entry>
      <Entry name="banner plain" width={WINDOW_WIDTH}>
        <Banner icon={RotateCcw}>Something is back.</Banner>
      </Entry>
      <h2>Broken parts</h2>
      <Entry name="broken part" width={INSPECTOR_WIDTH}>
        <BrokenPart what="The inspector" retry={retry} />
      </Entry>
      <Entry name="broken part, again" width={INSPECTOR_WIDTH}>
        <BrokenPart what="The inspector" retry={null} />
      </Entry>
      <Entry name="broken line" width={WINDOW_WIDTH}>
        <BrokenLine what="The top bar" retry={retry} />
      </Entry>
      <Entry name="broken preview" width={PREVIEW_WIDTH}>
        <ValuePreview kind="keyframes" value={null} />
      </Entry>
      <BrokenCardEntry />
    </>
  );
}

function CardEntry({ id }: { readonly id: string }) {
  const layout = useCardLayout(id);
  return (
    <Entry name={`card ${id}`} width={layout!.width} height={layout!.height}>
      {/* The canvas gives more than a card reads. */}
      <Card {...({ id } as NodeProps)} />
    </Entry>
  );
}

function BrokenCardEntry() {
  const node = useNode('with-problem')!;
  const layout = useCardLayout('with-problem')!;
  return (
    <Entry name="broken card" width={layout.width} height={layout.height}>
      <BrokenCard node={node} retry={retry} />
    </Entry>
  );
}
