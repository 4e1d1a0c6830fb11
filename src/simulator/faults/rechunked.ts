type Bytes = Uint8Array<ArrayBuffer>;

/** The same stream in pieces of a few bytes, so that characters and events are cut in two. */
export function rechunked(body: ReadableStream<Bytes>, chunkBytes: number): ReadableStream<Bytes> {
  return body.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(chunk, controller) {
        for (let at = 0; at < chunk.length; at += chunkBytes) {
          controller.enqueue(chunk.slice(at, at + chunkBytes));
        }
      },
    }),
  );
}
