/** What every answer of the plugin has to be, whatever was asked. */
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { DataResponse } from '../../../src/backend/grafana/generated/pluginv2.ts';
import { decodeArrowFrame } from '../frames.ts';

/** Longer than any sentence of ours with a name of usual length in it. */
const LONGEST = 4_100;
/** What a stack, a path of our sources or a library's own complaint looks like. */
const TRACES =
  /\n\s+at |\.[cm]?[jt]s:\d|\b(?:Type|Range|Syntax|URI|Reference)Error\b|\bundefined is not|\[object Object\]/;
/** What a query may be answered with: 500 is a defect of ours. */
const STATUSES = new Set([200, 400, 401, 403, 404, 409, 413, 422, 429, 499, 502, 503, 504]);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Whole characters, or it throws. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** Something to read for people: not empty, not endless, nothing of our inside. */
export function isSentence(text: string): void {
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThan(LONGEST);
  expect(text).not.toMatch(TRACES);
  // CspError's last resort. Whoever finds it has found a defect.
  expect(text).not.toContain('failed in a way it should not');
}

/**
 * A whole QueryDataResponse: each refId that was asked once, and nothing else; frames that can be read, or an error that
 * is a sentence. Read from the bytes, since a map of JavaScript would hide a refId that comes twice.
 *
 * @returns the answers by refId.
 */
export function areAnswers(bytes: Uint8Array, refIds: Iterable<string>): Map<string, DataResponse> {
  const answers = new Map<string, DataResponse>();
  const found: string[] = [];
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag !== 10) {
      throw new Error(`The answer has a field ${tag >> 3} that no answer has.`);
    }
    const [refId, answer] = entryOf(reader.bytes());
    found.push(refId);
    answers.set(refId, answer);
  }
  expect(found.sort()).toEqual([...new Set(refIds)].sort());
  // Of thousands that say the same one is looked at.
  const distinct = new Map([...answers].map(([refId, answer]) => [answer.error || refId, answer]));
  distinct.forEach(isAnswer);
  return answers;
}

function entryOf(bytes: Uint8Array): [refId: string, answer: DataResponse] {
  const reader = new BinaryReader(bytes);
  let refId = '';
  let answer = Buffer.alloc(0);
  while (reader.pos < reader.len) {
    if (reader.uint32() === 10) {
      refId = textOf(reader.bytes());
    } else {
      answer = Buffer.from(reader.bytes());
    }
  }
  return [refId, DataResponse.decode(answer)];
}

function isAnswer(answer: DataResponse): void {
  expect(STATUSES).toContain(answer.status);
  if (answer.error !== '') {
    expect(answer.status).not.toBe(200);
    expect(answer.errorSource).toBe('downstream');
    expect(answer.frames).toEqual([]);
    isSentence(answer.error);
    return;
  }
  expect(answer.status).toBe(200);
  expect(answer.frames.length).toBeGreaterThan(0);
  for (const frame of answer.frames) {
    const notices = answer.format === 1 ? noticesOfJson(frame) : noticesOf(decodeArrowFrame(frame).meta);
    notices.forEach(isSentence);
  }
}

function noticesOfJson(frame: Uint8Array): string[] {
  const { schema } = JSON.parse(textOf(frame)) as { schema: { meta?: Record<string, unknown> } };
  return noticesOf(schema.meta);
}

function noticesOf(meta: Record<string, unknown> | undefined): string[] {
  return ((meta?.['notices'] as { text: string }[] | undefined) ?? []).map(({ text }) => text);
}
