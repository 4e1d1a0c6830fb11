import type { CodeValue, LocalFile } from '../request-text.ts';
import { firstMatches } from './first-matches.ts';
import { createLiteralReader } from './literal.ts';
import { readShellWord, shellData } from './shell.ts';
import { type Read, UNREADABLE } from './unreadable.ts';

export type ReadRequest =
  | {
      readonly ok: true;
      readonly endpoint: string;
      readonly input: Readonly<Record<string, CodeValue>>;
      /** Fields whose value is not written down in the text. */
      readonly unread: readonly string[];
    }
  | { readonly ok: false; readonly message: string; readonly fix: string };

const MAX_LENGTH = 300_000;
const ENDPOINT = String.raw`[\w.-]+(?:\/[\w.-]+)+`;
const ADDRESS = new RegExp(String.raw`https?:\/\/(?:queue\.)?fal\.run\/(${ENDPOINT})`, 'g');
const CALL = /\.(?:submit|subscribe|run|stream)(?:_async)?\s*\(/g;
const IS_ENDPOINT = new RegExp(`^${ENDPOINT}$`);
const UPLOAD_IN_SHELL = /^(file_\d+)=\$\(upload /gm;
const UPLOAD_IN_PYTHON = /\.replace\(json\.dumps\("(UPLOADED_*\d+)"\),\s*json\.dumps\(/g;
const UPLOADED = /^UPLOADED_*\d+$/;
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ...{ mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', mkv: 'video/x-matroska' },
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp' },
};

const localFile = (file: string, contentType?: string): LocalFile => ({
  file,
  contentType:
    contentType ??
    CONTENT_TYPES[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''] ??
    'application/octet-stream',
});

/** Gives a value to the calls of scripts that send requests: uploads become files, parsed JSON what it holds. */
function callValue(name: string, args: readonly Read[]): Read {
  const [first, second] = args;
  if (typeof first !== 'string')
    return first !== undefined && /loads$|parse$/.test(name) ? first : UNREADABLE;
  if (/\bupload(_file)?$/.test(name))
    return localFile(first, typeof second === 'string' ? second : undefined) as unknown as Read;
  if (/(?:json\.loads|JSON\.parse)$/.test(name))
    return createLiteralReader(first, () => UNREADABLE).literal(0).value;
  return UNREADABLE;
}

/**
 * Reads a request to fal out of a curl command, JavaScript, Python or JSON, without running any of it. What `blockout
 * export` writes is read back whole, with the files by their path.
 */
export function readRequestCode(text: string): ReadRequest {
  if (text.length > MAX_LENGTH) return refuse('This text is too long for a request.');
  const found = asJson(text) ?? asCall(text) ?? asShell(text);
  if (!found) return refuse('No request to fal is in this text.');
  const { endpoint, input } = found;
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse(`The input of the request to ${endpoint} is not written down in this text.`);
  const uploads = uploadsIn(text);
  const unread: string[] = [];
  const fields: Record<string, CodeValue> = {};
  for (const [name, value] of Object.entries(input as Readonly<Record<string, Read>>)) {
    if (value === null) continue;
    const known = codeValue(value, uploads);
    if (known === undefined) unread.push(name);
    else fields[name] = known;
  }
  return { ok: true, endpoint, input: fields, unread };
}

function refuse(message: string): ReadRequest {
  return {
    ok: false,
    message,
    fix: 'Paste a whole curl command, a JavaScript or Python call of fal’s client, or JSON with endpoint and input.',
  };
}

interface Found {
  readonly endpoint: string;
  readonly input: Read;
}

function asJson(text: string): Found | null {
  try {
    const { endpoint, input } = JSON.parse(text) as { endpoint?: unknown; input?: Read };
    return typeof endpoint === 'string' && IS_ENDPOINT.test(endpoint) && input !== undefined
      ? { endpoint, input }
      : null;
  } catch {
    return null;
  }
}

/** `fal.queue.submit(endpoint, { input })`, `fal_client.submit(endpoint, arguments=…)` and their like. */
function asCall(text: string): Found | null {
  const reader = createLiteralReader(text, callValue);
  for (const { index, 0: call } of firstMatches(text, CALL)) {
    const [endpoint, options] = reader.items(index + call.length - 1);
    if (typeof endpoint !== 'string' || !IS_ENDPOINT.test(endpoint)) continue;
    const inner = (options as { readonly input?: Read } | null | undefined)?.input;
    return { endpoint, input: inner ?? options ?? UNREADABLE };
  }
  return null;
}

function asShell(text: string): Found | null {
  const address = [...text.matchAll(ADDRESS)].find(([, path]) => !path!.includes('/requests/'));
  if (!address) return null;
  const bodies = shellData(text).flatMap((data): Read[] => {
    try {
      const body = JSON.parse(data) as Read;
      return typeof body === 'object' && body !== null ? [body] : [];
    } catch {
      return [];
    }
  });
  return { endpoint: address[1]!, input: bodies.at(-1) ?? UNREADABLE };
}

/** The files that a script of `blockout export` uploads, by the mark that stands for each. */
function uploadsIn(text: string): ReadonlyMap<string, LocalFile> {
  const uploads = new Map<string, LocalFile>();
  for (const { 1: name, index, 0: start } of firstMatches(text, UPLOAD_IN_SHELL)) {
    const file = readShellWord(text, index + start.length);
    const type = readShellWord(text, file.end + 1);
    const mark = new RegExp(String.raw`\{body\/\/(UPLOADED_*\d+)\/"\$${name}"\}`).exec(text)?.[1];
    if (mark) uploads.set(mark, localFile(file.text, type.text));
  }
  for (const { 1: mark, index, 0: start } of firstMatches(text, UPLOAD_IN_PYTHON)) {
    const { value } = createLiteralReader(text, callValue).literal(index + start.length);
    if (typeof value === 'object' && value !== null && 'file' in value)
      uploads.set(mark!, value as unknown as LocalFile);
  }
  return uploads;
}

/** A value as a request holds it; undefined where a part of it is not written down. */
function codeValue(value: Read, uploads: ReadonlyMap<string, LocalFile>): CodeValue | undefined {
  if (typeof value === 'symbol') return undefined;
  if (typeof value === 'string') return UPLOADED.test(value) ? (uploads.get(value) ?? value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => codeValue(item, uploads));
    return items.includes(undefined) ? undefined : (items as CodeValue[]);
  }
  const fields = Object.entries(value).map(([name, field]) => [name, codeValue(field, uploads)] as const);
  return fields.some(([, field]) => field === undefined)
    ? undefined
    : (Object.fromEntries(fields) as CodeValue);
}
