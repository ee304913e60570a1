/** Data frames as a host sees them: Arrow files read with apache-arrow, one plain value per cell. */
import { RecordBatchReader, Type, Vector } from 'apache-arrow';
import type { DataResponse } from '../../src/backend/grafana/generated/pluginv2.ts';

export interface DecodedField {
  name: string;
  /** Grafana's coarse type: string, number, boolean, time, enum or other. */
  type: string;
  nullable: boolean;
  labels: Record<string, string> | undefined;
  config: Record<string, unknown> | undefined;
  /** Times are milliseconds since the epoch, 64-bit integers bigint, JSON parsed. */
  values: unknown[];
}

export interface DecodedFrame {
  name: string;
  refId: string;
  meta: Record<string, unknown> | undefined;
  fields: DecodedField[];
  rows: number;
}

/** The frames of one refId. Throws when the answer is an error, with its text. */
export function decodeFrames(response: DataResponse | undefined): DecodedFrame[] {
  if (!response) {
    throw new Error('The response does not have this refId.');
  }
  if (response.error) {
    throw new Error(`${response.status} ${response.errorSource}: ${response.error}`);
  }
  return response.frames.map(decodeArrowFrame);
}

export function decodeArrowFrame(bytes: Uint8Array): DecodedFrame {
  if (Buffer.from(bytes.subarray(0, 6)).toString() !== 'ARROW1') {
    throw new Error('The frame is no Arrow file.');
  }
  // Not tableFromIPC, which merges fields of the same name.
  const reader = RecordBatchReader.from(bytes).open();
  const { schema } = reader;
  const batches = [...reader];
  const fields = schema.fields.map((field, index): DecodedField => {
    const vector = new Vector(batches.map((batch) => batch.data.children[index]!));
    return {
      name: field.name,
      type: field.metadata.get('tstype') ?? '',
      nullable: field.nullable,
      labels: parse(field.metadata.get('labels')) as DecodedField['labels'],
      config: parse(field.metadata.get('config')),
      values: batches.length > 0 ? cells(vector) : [],
    };
  });
  return {
    name: schema.metadata.get('name') ?? '',
    refId: schema.metadata.get('refId') ?? '',
    meta: parse(schema.metadata.get('meta')),
    fields,
    rows: fields[0]?.values.length ?? 0,
  };
}

/** Rows as objects, for frames whose names are unique. */
export function rowsOf(frame: DecodedFrame): Record<string, unknown>[] {
  return Array.from({ length: frame.rows }, (_, row) =>
    Object.fromEntries(frame.fields.map((field) => [field.name, field.values[row]])),
  );
}

function parse(json: string | undefined): Record<string, unknown> | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as Record<string, unknown>);
}

function cells(vector: Vector): unknown[] {
  return Array.from({ length: vector.length }, (_, row) => {
    const value: unknown = vector.get(row);
    return value !== null && vector.type.typeId === Type.Binary
      ? JSON.parse(Buffer.from(value as Uint8Array).toString())
      : value;
  });
}
