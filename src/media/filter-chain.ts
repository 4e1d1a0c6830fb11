import { FFmpegError, Filter, type FilterContext, FilterGraph, FilterInOut, Frame } from 'node-av';

type Chain = { key: string; graph: FilterGraph; source: FilterContext; sink: FilterContext };

/** Building a graph takes as long as scaling a small picture; a clip needs one or two again and again. */
const MAX_IDLE_CHAINS = 4;
/** Chains that nobody uses, the latest last. */
const idle: Chain[] = [];

/**
 * Sends one frame through `filters` (in libavfilter's notation; every filter must give a frame for each) and returns
 * the result, which the caller frees. The graph is told the frame's own matrix and range: libav's scaler takes what it
 * is not told for BT.601 and converts from the frame's tag to that.
 */
export async function runFilters(frame: Frame, filters: string): Promise<Frame> {
  const chain = await takeChain(frame, filters);
  const result = new Frame();
  result.alloc();
  try {
    FFmpegError.throwIfError(await chain.source.buffersrcAddFrame(frame), 'buffersrcAddFrame');
    FFmpegError.throwIfError(await chain.sink.buffersinkGetFrame(result), 'buffersinkGetFrame');
  } catch (error) {
    result.free();
    chain.graph.free();
    throw error;
  }
  idle.push(chain);
  if (idle.length > MAX_IDLE_CHAINS) idle.shift()!.graph.free();
  return result;
}

async function takeChain(frame: Frame, filters: string): Promise<Chain> {
  const { width, height, format, colorSpace, colorRange } = frame;
  const input =
    `video_size=${width}x${height}:pix_fmt=${format}:time_base=1/1000000:pixel_aspect=1/1` +
    `:colorspace=${colorSpace}:range=${colorRange}`;
  const key = `${input} ${filters}`;
  const place = idle.findLastIndex((chain) => chain.key === key);
  if (place >= 0) return idle.splice(place, 1)[0]!;
  const graph = new FilterGraph();
  graph.alloc();
  try {
    const entry = graph.createFilter(Filter.getByName('buffer')!, 'in', input);
    const exit = graph.createFilter(Filter.getByName('buffersink')!, 'out');
    if (!entry || !exit) throw new Error(`No filter graph can be made for ${input}.`);
    // The names look swapped: to the chain, its input is what the graph still has open at the end of `buffer`.
    const outputs = FilterInOut.createList([{ name: 'in', filterCtx: entry, padIdx: 0 }]);
    const inputs = FilterInOut.createList([{ name: 'out', filterCtx: exit, padIdx: 0 }]);
    FFmpegError.throwIfError(graph.parsePtr(`[in]${filters}[out]`, inputs, outputs), 'parsePtr');
    FFmpegError.throwIfError(await graph.config(), 'config');
    return { key, graph, source: entry, sink: exit };
  } catch (error) {
    graph.free();
    throw error;
  }
}
