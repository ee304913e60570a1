/** Things of a snapshot by tenant, in the order of their ids there. Each list is made once, when it is asked for. */
export function listsOf<T>(
  ids: ReadonlyMap<string, readonly string[]>,
  things: ReadonlyMap<string, T>,
): (tenantId: string) => readonly T[] {
  const lists = new Map<string, readonly T[]>();
  return (tenantId) => {
    let list = lists.get(tenantId);
    if (!list) {
      lists.set(tenantId, (list = (ids.get(tenantId) ?? []).flatMap((id) => things.get(id) ?? [])));
    }
    return list;
  };
}
