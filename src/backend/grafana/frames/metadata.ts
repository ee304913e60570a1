import { shorten } from '../../common/shorten.ts';
import type { Column, ColumnType, Table } from '../../common/table.ts';

/** Grafana's coarse field types, `tstype` in Arrow and `type` in JSON frames. */
export function fieldType(type: ColumnType): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'time':
    case 'enum':
      return type;
    case 'json':
      return 'other';
    default:
      return 'number';
  }
}

/** Grafana's fine field types, `typeInfo.frame` in JSON frames: the names of the Go SDK. */
export function frameType(type: ColumnType): string {
  switch (type) {
    case 'boolean':
      return 'bool';
    case 'time':
      return 'time.Time';
    case 'json':
      return 'json.RawMessage';
    default:
      return type;
  }
}

/** Metadata of an Arrow field. Absent keys, not empty ones: the decoder parses what is there. */
export function fieldMetadata(column: Column): Map<string, string> {
  const metadata = new Map([['tstype', fieldType(column.type)]]);
  if (column.labels) {
    metadata.set('labels', JSON.stringify(column.labels));
  }
  if (column.config) {
    metadata.set('config', JSON.stringify(column.config));
  }
  return metadata;
}

/** Metadata of an Arrow schema. */
export function schemaMetadata(table: Table, refId: string): Map<string, string> {
  const metadata = new Map([
    ['name', table.name ?? ''],
    ['refId', refId],
  ]);
  if (table.meta) {
    metadata.set('meta', JSON.stringify(tableMeta(table)));
  }
  return metadata;
}

/** What a frame says of itself; its notices are read by people. */
export function tableMeta({ meta }: Table): Table['meta'] {
  return meta?.notices
    ? { ...meta, notices: meta.notices.map((notice) => ({ ...notice, text: shorten(notice.text) })) }
    : meta;
}
