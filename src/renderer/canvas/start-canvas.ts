import type { ReactFlowState, useStoreApi } from '@xyflow/react';
import { setCurrentStage } from '../stage/current-stage.ts';
import { type Camera, createStage, type Stage, type StageElements } from '../stage/stage.ts';
import { frameNodes } from '../stage/view-moves.ts';
import { documentStore } from '../state/document-store.ts';
import { viewStore } from '../state/view-store.ts';
import { listenToKeysOfCanvas } from './gestures/keyboard-input.ts';
import { listenToPointer } from './gestures/pointer-input.ts';

type FlowStore = ReturnType<typeof useStoreApi>;
const REST_MS = 150;

/** Starts everything that makes the canvas live. */
export function startCanvas(elements: StageElements, flow: FlowStore): { stage: Stage; stop: () => void } {
  const camera = cameraOf(flow);
  const stage = createStage(elements, camera);
  setCurrentStage(stage);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    listenToPointer(stage),
    listenToKeysOfCanvas(stage),
    camera.onMove(() => {
      clearTimeout(timer);
      timer = setTimeout(() => viewStore.setState({ viewport: camera.read() }), REST_MS);
    }),
    documentStore.subscribe((state, before) => {
      if (state.activeId !== before.activeId) {
        clearTimeout(timer);
        showAsLeft(stage);
      }
    }),
  ];
  showAsLeft(stage);
  return {
    stage,
    stop() {
      clearTimeout(timer);
      for (const stop of stops) stop();
      setCurrentStage(null);
      stage.dispose();
    },
  };
}

/** Goes back to where the tab was left, else to where its file says, else shows everything. */
function showAsLeft(stage: Stage): void {
  const view = viewStore.getState().viewport ?? stage.scene.workflow()?.view;
  if (view) stage.camera.move(view, 0);
  else frameNodes(null, false);
}

function cameraOf(flow: FlowStore): Camera {
  const read = ({ transform: [x, y, zoom] }: ReactFlowState) => ({ x, y, zoom });
  return {
    read: () => read(flow.getState()),
    move(viewport, durationMs) {
      const { panZoom } = flow.getState();
      void panZoom?.setViewport(viewport, durationMs > 0 ? { duration: durationMs } : undefined);
    },
    onMove: (listener) =>
      flow.subscribe((state, before) => {
        if (state.transform !== before.transform) listener();
      }),
  };
}
