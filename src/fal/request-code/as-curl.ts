import { type CodeRequest, requestText } from './request-text.ts';

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
/** Queue calls after the submit name only owner and app. */
const appOf = (endpoint: string) => endpoint.split('/').slice(0, 2).join('/');

/** A bash script that uploads the files, submits once, waits and prints the result. It reads FAL_KEY. */
export function asCurl(request: CodeRequest): string {
  const { body, files } = requestText(request);
  const uploads = files.map(({ file, contentType, placeholder }, place) => {
    const name = `file_${place + 1}`;
    return `${name}=$(upload ${quoted(file)} ${quoted(contentType)})\nbody=\${body//${placeholder}/"$${name}"}`;
  });
  return `#!/usr/bin/env bash
# Needs curl; the key is read from FAL_KEY. Each run of this script is a paid job.
set -euo pipefail
: "\${FAL_KEY:?Set FAL_KEY to your fal key.}"

field() { tr -d '\\n' | sed -n 's/.*"'"$1"'" *: *"\\([^"]*\\)".*/\\1/p'; }
call() { curl -sS --fail-with-body -H "Authorization: Key $FAL_KEY" -H 'Content-Type: application/json' "$@"; }
upload() {
  local about answer
  about="{\\"content_type\\":\\"$2\\",\\"file_name\\":\\"$(basename "$1" | tr -d '"\\\\')\\"}"
  answer=$(call -X POST -d "$about" 'https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3')
  curl -sS --fail -X PUT -H "Content-Type: $2" --data-binary @"$1" "$(field upload_url <<<"$answer")" >/dev/null
  field file_url <<<"$answer"
}

read -r -d '' body <<'JSON' || true
${body}
JSON
${uploads.join('\n')}
id=$(call -X POST -d "$body" https://queue.fal.run/${request.endpoint} | field request_id)
echo "request $id" >&2
until [ "$(call https://queue.fal.run/${appOf(request.endpoint)}/requests/"$id"/status | field status)" = COMPLETED ]; do
  sleep 3
done
call https://queue.fal.run/${appOf(request.endpoint)}/requests/"$id"
`;
}
