/** The ids of `?endpoint_id=a,b&endpoint_id=c`. */
export function endpointIds(request: Request): string[] {
  const values = new URL(request.url).searchParams.getAll('endpoint_id');
  return values.flatMap((value) => value.split(',')).filter((id) => id !== '');
}
