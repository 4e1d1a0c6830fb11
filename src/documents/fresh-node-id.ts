/** An id that no node of the workflow has: the type's name and a number. */
export function freshNodeId(typeId: string, isTaken: (id: string) => boolean): string {
  for (let count = 1; ; count++) {
    const id = count === 1 ? typeId : `${typeId}-${count}`;
    if (!isTaken(id)) return id;
  }
}
