import type { Steps } from '../../common/slices.ts';
import type { Table } from '../../common/table.ts';

type Encode = (table: Table, refId: string) => Steps<Uint8Array>;

/** Encodes a table once a refId: data sources may answer many with the same table. */
export function encodedOnce(encode: Encode): Encode {
  const known = new WeakMap<Table, Map<string, Uint8Array>>();
  return function* (table, refId) {
    let bytes = known.get(table)?.get(refId);
    if (!bytes) {
      bytes = yield* encode(table, refId);
      known.set(table, (known.get(table) ?? new Map<string, Uint8Array>()).set(refId, bytes));
    }
    return bytes;
  };
}
