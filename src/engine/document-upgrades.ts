import { DOCUMENT_VERSION } from './document.ts';

type PlainDocument = Readonly<Record<string, unknown>>;

/**
 * Steps from document version n to n+1, oldest first. Each is frozen once released: plain JSON in, plain JSON out,
 * without live code.
 */
const DOCUMENT_STEPS: readonly ((document: PlainDocument) => PlainDocument)[] = [];

/** Brings a parsed document to the current version. The version must be a known one. */
export function upgradeDocument(
  document: PlainDocument,
  fromVersion: number,
  steps = DOCUMENT_STEPS,
): PlainDocument {
  let current = document;
  for (let version = fromVersion; version <= steps.length; version++) {
    current = { ...steps[version - 1]!(current), version: version + 1 };
  }
  return current;
}

if (DOCUMENT_STEPS.length !== DOCUMENT_VERSION - 1) {
  throw new Error(`document version ${DOCUMENT_VERSION} needs ${DOCUMENT_VERSION - 1} upgrade steps`);
}
