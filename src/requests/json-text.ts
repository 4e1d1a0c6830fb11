/** What a JSON text says; undefined where it says nothing, or something that could pass for a file of this machine. */
export function parsedJson(text: unknown): unknown {
  try {
    const value = typeof text === 'string' && text.trim() !== '' ? JSON.parse(text) : undefined;
    return looksLikeFile(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** A request marks its own files so; a text out of a workflow must not get files uploaded. */
function looksLikeFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('asset' in value || ('file' in value && 'contentType' in value)) return true;
  return Object.values(value).some(looksLikeFile);
}
