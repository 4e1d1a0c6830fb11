import { useStore } from 'zustand';
import type { FramesValue, ImageValue, VideoValue } from '../../engine/value.ts';
import { editor } from '../commands/editor.ts';
import { isKept } from '../host/asset-url.ts';
import { ValuePreview } from '../previews/ValuePreview.tsx';
import { FramesStage } from './FramesStage.tsx';
import { ImageStage } from './ImageStage.tsx';
import { SubjectFacts } from './SubjectFacts.tsx';
import { type Subject, useSubject } from './subject.ts';
import { VideoStage } from './VideoStage.tsx';

/** Shows one result as large as there is room, frame by frame. */
export function Viewer() {
  const subject = useSubject();
  const wasChosen = useStore(editor.views, (state) => state.viewerTarget !== null);
  if (!subject)
    return (
      <p className="hint">Nothing to show yet. Click a preview, an asset or a take, and it opens here.</p>
    );
  return (
    <div className="viewer">
      <Stage subject={subject} wasChosen={wasChosen} />
      <SubjectFacts subject={subject} />
    </div>
  );
}

interface StageProps {
  readonly subject: Subject;
  readonly wasChosen: boolean;
}

function Stage({ subject: { kind, value }, wasChosen }: StageProps) {
  if (kind === 'video' && isKept((value as VideoValue).asset)) {
    const video = value as VideoValue;
    return <VideoStage key={video.asset} video={video} wasChosen={wasChosen} />;
  }
  if (kind === 'image' && isKept((value as ImageValue).asset)) {
    const image = value as ImageValue;
    return <ImageStage key={image.asset} image={image} />;
  }
  if (kind === 'frames') {
    const frames = value as FramesValue;
    const first = frames.frames[0];
    if (first && isKept(first.asset)) return <FramesStage key={first.asset} value={frames} />;
  }
  return (
    <div className="viewer__plain">
      <ValuePreview kind={kind} value={value} shownWidth={640} />
    </div>
  );
}
