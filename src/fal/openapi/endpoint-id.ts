const MAX_LENGTH = 200;

/** Whether a text is the id of a model at fal, such as `fal-ai/ltx-2.3-quality/render-to-real`. */
export function isEndpointId(text: string): boolean {
  if (text.length > MAX_LENGTH || text.includes('..')) return false;
  return /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*){1,6}$/.test(text);
}
