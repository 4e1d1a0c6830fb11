/** A declared port, or undefined where a file names one that only exists on every object, such as “constructor”. */
export function ownPort<P>(ports: Readonly<Record<string, P>> | undefined, id: string): P | undefined {
  return ports !== undefined && Object.hasOwn(ports, id) ? ports[id] : undefined;
}
