import { Copy } from 'lucide-react';
import type { RequestValue } from '../../engine/value.ts';
import type { CodeLanguage } from '../../fal/request-code/index.ts';
import { hostClient } from '../host/host-client.ts';
import { notifyDone, notifyProblem } from '../state/notify.ts';

const NAMES: Readonly<Record<CodeLanguage, string>> = {
  json: 'JSON',
  curl: 'curl',
  js: 'JavaScript',
  python: 'Python',
};

/** Puts a request on the clipboard, as JSON or as a script that sends it by itself. */
export function CopyRequest({ request }: { readonly request: RequestValue }) {
  return (
    <fieldset className="copy-as">
      <legend className="quiet">
        <Copy size={12} aria-hidden /> Copy as
      </legend>
      {(Object.keys(NAMES) as CodeLanguage[]).map((language) => (
        <button
          key={language}
          type="button"
          className="button button--small"
          title={
            language === 'json'
              ? 'Endpoint and input, as they stand'
              : 'A script that uploads the files, submits once and waits; it reads the key from FAL_KEY'
          }
          onClick={() => void copy(request, language)}
        >
          {NAMES[language]}
        </button>
      ))}
    </fieldset>
  );
}

async function copy({ endpoint, input }: RequestValue, language: CodeLanguage): Promise<void> {
  const answer = await hostClient.requestCode({ language, endpoint, input });
  if (!answer.ok) {
    notifyProblem(answer.problem);
    return;
  }
  await navigator.clipboard.writeText(answer.value.code);
  notifyDone(`The request is on the clipboard as ${NAMES[language]}.`, {
    ...(language !== 'json' && { description: 'Running it is a paid job, outside of your caps here.' }),
  });
}
