/** What the page saw between `start` and `stop`. */
export interface Recording {
  /** Time between frames, ms. */
  readonly frames: readonly number[];
  /** Tasks of more than 50 ms, ms. */
  readonly longTasks: readonly number[];
  /** From the first pointer event of a frame to the end of that frame, ms. */
  readonly latencies: readonly number[];
}

declare global {
  interface Window {
    recorder: { start(): void; stop(): Recording; buildAndSettle(nodeCount: number): Promise<number> };
  }
}

/** Runs in the page before its own code: records frames and long tasks, and times the opening of a graph. */
export function installRecorder(): void {
  const QUIET_MS = 500;
  const SLOW_FRAME_MS = 50;
  let times: number[] = [];
  let longTasks: number[] = [];
  let latencies: number[] = [];
  let firstEvent = 0;
  let isRecording = false;
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = ({ data }) => latencies.push(performance.now() - data);
  addEventListener(
    'pointermove',
    ({ timeStamp }) => {
      if (isRecording && firstEvent === 0) firstEvent = timeStamp;
    },
    { capture: true },
  );
  const frame = (now: number) => {
    if (!isRecording) return;
    times.push(now);
    if (firstEvent > 0) afterFrame.port2.postMessage(firstEvent);
    firstEvent = 0;
    requestAnimationFrame(frame);
  };
  const observer = new PerformanceObserver((list) => {
    if (isRecording) for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ type: 'longtask' });

  window.recorder = {
    start() {
      times = [];
      longTasks = [];
      latencies = [];
      firstEvent = 0;
      isRecording = true;
      requestAnimationFrame(frame);
    },
    stop() {
      isRecording = false;
      for (const { duration } of observer.takeRecords()) longTasks.push(duration);
      const frames = times.slice(1).map((time, place) => time - times[place]!);
      return { frames, longTasks, latencies };
    },
    /** From handing over the graph until nothing changes and no frame is slow any more, in ms. */
    buildAndSettle: (nodeCount) =>
      new Promise((resolve) => {
        const start = performance.now();
        let lastBusy = start;
        let before = start;
        let isBuilt = false;
        const mutations = new MutationObserver(() => {
          lastBusy = performance.now();
        });
        mutations.observe(document, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        const look = (now: number) => {
          if (now - before > SLOW_FRAME_MS) lastBusy = now;
          before = now;
          if (isBuilt && now - lastBusy > QUIET_MS) {
            mutations.disconnect();
            resolve(lastBusy - start);
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        void window.bench.build(nodeCount).then(() => {
          isBuilt = true;
          lastBusy = performance.now();
          requestAnimationFrame(() => {
            lastBusy = performance.now();
          });
        });
      }),
  };
}
