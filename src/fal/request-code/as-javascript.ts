import { type CodeRequest, requestText } from './request-text.ts';

/** A Node module that uploads the files, submits once, waits and prints the result. It reads FAL_KEY. */
export function asJavaScript(request: CodeRequest): string {
  const { body, files } = requestText(request);
  let input = body;
  for (const { placeholder, file, contentType } of files) {
    const call = `await upload(${JSON.stringify(file)}, ${JSON.stringify(contentType)})`;
    input = input.replaceAll(`"${placeholder}"`, () => call);
  }
  const helper = `
async function upload(path, type) {
  const blob = await openAsBlob(path, { type });
  return fal.storage.upload(Object.assign(blob, { name: basename(path) }));
}
`;
  const imports =
    files.length > 0 ? "import { openAsBlob } from 'node:fs';\nimport { basename } from 'node:path';\n" : '';
  return `// npm install @fal-ai/client; the key is read from FAL_KEY. Each run of this script is a paid job.
${imports}import { createFalClient } from '@fal-ai/client';

const fal = createFalClient({ credentials: () => process.env.FAL_KEY });
const endpoint = ${JSON.stringify(request.endpoint)};
${files.length > 0 ? helper : ''}
const input = ${input};

const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
console.error('request', requestId);
while ((await fal.queue.status(endpoint, { requestId })).status !== 'COMPLETED') {
  await new Promise((resolve) => setTimeout(resolve, 3000));
}
const { data } = await fal.queue.result(endpoint, { requestId });
console.log(JSON.stringify(data, null, 2));
`;
}
