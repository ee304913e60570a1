import { type Data, Field, RecordBatch, Schema, Struct, Table as ArrowTable, makeData, tableToIPC } from 'apache-arrow';
import type { Steps } from '../../common/slices.ts';
import { rowCount, type Table } from '../../common/table.ts';
import { checkTable } from './check.ts';
import { encodeColumn } from './columns.ts';
import { fieldMetadata, schemaMetadata } from './metadata.ts';

/**
 * A table as a Grafana data frame, in steps: an Arrow IPC *file* with one record batch, names, labels and config in its metadata.
 * https://github.com/grafana/grafana-plugin-sdk-go/blob/main/data/arrow.go
 *
 * @throws CspError when the table is not one that Grafana could decode
 */
export function* encodeArrow(table: Table, refId: string): Steps<Uint8Array> {
  checkTable(table);
  const children: Data[] = [];
  for (const column of table.columns) {
    children.push(yield* encodeColumn(column));
    yield;
  }
  const fields = table.columns.map(
    (column, index) => new Field(column.name, children[index]!.type, column.nullable, fieldMetadata(column)),
  );
  const schema = new Schema(fields, schemaMetadata(table, refId));
  const struct = makeData({ type: new Struct(fields), length: rowCount(table), nullCount: 0, children });
  const batch = new RecordBatch(schema, struct);
  // The constructor merges fields of the same name into one; frames may have such fields.
  (batch as { schema: Schema }).schema = schema;
  return tableToIPC(new ArrowTable(schema, [batch]), 'file');
}
