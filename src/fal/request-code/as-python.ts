import { type CodeRequest, requestText } from './request-text.ts';

/** JSON that may stand between three single quotes of a raw string. */
const rawSafe = (json: string) => json.replaceAll("'", '\\u0027');

/** A Python script that uploads the files, submits once, waits and prints the result. It reads FAL_KEY. */
export function asPython(request: CodeRequest): string {
  const { body, files } = requestText(request);
  const uploads = files.map(
    ({ placeholder, file }) =>
      `body = body.replace(json.dumps(${JSON.stringify(placeholder)}), json.dumps(fal_client.upload_file(json.loads(r'''${rawSafe(JSON.stringify(file))}'''))))`,
  );
  return `# pip install fal-client; the key is read from FAL_KEY. Each run of this script is a paid job.
import json
import sys

import fal_client

body = r'''${rawSafe(body)}'''
${uploads.map((line) => `${line}\n`).join('')}
handler = fal_client.submit(${JSON.stringify(request.endpoint)}, arguments=json.loads(body))
print("request", handler.request_id, file=sys.stderr)
print(json.dumps(handler.get(), indent=2))
`;
}
