import { asCurl } from './as-curl.ts';
import { asJavaScript } from './as-javascript.ts';
import { asPython } from './as-python.ts';
import type { CodeRequest } from './request-text.ts';

/** The languages that a request can be written in, by the name that the command line knows them by. */
export const REQUEST_CODE = {
  curl: asCurl,
  js: asJavaScript,
  python: asPython,
  json: ({ endpoint, input }: CodeRequest) => `${JSON.stringify({ endpoint, input }, null, 2)}\n`,
} as const;
export type CodeLanguage = keyof typeof REQUEST_CODE;
