import type { EnumColumn } from '../../common/table.ts';
import { frameError } from './check.ts';
import { NullTracker, type Validity } from './validity.ts';

/** Texts that an enum without a list of them may have: as many as uint16 tells apart. */
const MAX_TEXTS = 0x1_0000;

/** An enum column as the indexes that Arrow carries. */
export function encodeEnums(column: EnumColumn): { values: Uint16Array; validity: Validity } {
  const rows = column.values.length;
  const texts = column.config?.type?.enum.text.length ?? MAX_TEXTS;
  const nulls = new NullTracker(column, rows);
  const values = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = column.values[row];
    if (value === null || value === undefined) {
      nulls.mark(row);
    } else if (Number.isInteger(value) && value >= 0 && value < texts) {
      values[row] = value;
    } else {
      throw frameError(`Column "${column.name}" has ${value} in row ${row}, but its enum has ${texts} texts.`);
    }
  }
  return { values, validity: nulls.result() };
}
