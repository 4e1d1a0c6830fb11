/** A file that has to be uploaded before the request can be sent. */
export interface LocalFile {
  readonly file: string;
  readonly contentType: string;
}
export type CodeValue =
  | string
  | number
  | boolean
  | null
  | LocalFile
  | readonly CodeValue[]
  | { readonly [field: string]: CodeValue };

/** A request as a script sends it: files by their path on this machine, everything else as the endpoint takes it. */
export interface CodeRequest {
  readonly endpoint: string;
  readonly input: Readonly<Record<string, CodeValue>>;
}

/** A file and the placeholder that stands for its address in the body. */
export interface PlacedFile extends LocalFile {
  readonly placeholder: string;
}

function isLocalFile(value: CodeValue): value is LocalFile {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    'file' in value &&
    'contentType' in value
  );
}

/**
 * The body as indented JSON with a placeholder for each file, and the files. The same file is uploaded once; no text of
 * the request can look like a placeholder, since one is chosen that does not occur.
 */
export function requestText({ input }: CodeRequest): { body: string; files: PlacedFile[] } {
  const texts = JSON.stringify(input);
  let mark = 'UPLOADED';
  while (texts.includes(mark)) mark += '_';
  const files: PlacedFile[] = [];
  const placed = (value: CodeValue): unknown => {
    if (isLocalFile(value)) {
      const known = files.find(({ file }) => file === value.file);
      if (known) return known.placeholder;
      const placeholder = `${mark}${files.length + 1}`;
      files.push({ ...value, placeholder });
      return placeholder;
    }
    if (Array.isArray(value)) return value.map(placed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, placed(field)]));
  };
  return { body: JSON.stringify(placed(input as CodeValue), null, 2), files };
}
