/**
 * The same request with a body that tells how much of it has been read. The length is still announced, since storage
 * services refuse chunked uploads.
 */
export function countedBody(init: RequestInit, onUploaded: (bytes: number) => void): RequestInit {
  const { body } = init;
  if (!(body instanceof Blob)) return init;
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      onUploaded(bytes);
      controller.enqueue(chunk);
    },
  });
  const headers = new Headers(init.headers);
  headers.set('content-length', String(body.size));
  return { ...init, headers, body: body.stream().pipeThrough(counter), duplex: 'half' } as RequestInit;
}
