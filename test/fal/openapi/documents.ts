/** An OpenAPI document of `fal-ai/any` with this input. */
export function documentOf(
  properties: object,
  required: readonly string[] = [],
  schemas: object = {},
  output: object = { video: { $ref: '#/components/schemas/File' } },
) {
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const schemaOf = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  return {
    openapi: '3.0.4',
    info: { title: 'Queue OpenAPI for fal-ai/any', 'x-fal-metadata': { endpointId: 'fal-ai/any' } },
    components: {
      schemas: {
        AnyInput: { type: 'object', properties, required },
        AnyOutput: { type: 'object', properties: output },
        File: { type: 'object', properties: { url: { type: 'string' } } },
        ...schemas,
      },
    },
    paths: {
      '/fal-ai/any': { post: { requestBody: json(schemaOf('AnyInput')) } },
      '/fal-ai/any/requests/{request_id}': { get: { responses: { 200: json(schemaOf('AnyOutput')) } } },
    },
  };
}
