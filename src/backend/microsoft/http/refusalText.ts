import { jsonObject, type JsonObject } from '../../../shared/json.ts';

const LONGEST = 400;

/** Microsoft's words, fit for a sentence of ours: one line, of a length that a panel shows. Null where there are none. */
export function readable(text: unknown): string | null {
  if (typeof text !== 'string') {
    return null;
  }
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line === '' ? null : line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/**
 * Why Microsoft refused what a person wrote (a query, a metric's name), in its own words and with the place. Only for
 * calls that a person's words went into: they are all that the answer can repeat.
 */
export function mistakeIn(body: unknown): string | null {
  const outer = jsonObject(body);
  const error = Object.hasOwn(outer, 'error') ? jsonObject(outer.error) : outer;
  const details = (Array.isArray(error.details) ? error.details : []).map(jsonObject);
  // Resource Graph's own message only asks to quote ids to its support; what is wrong is in the details.
  const texts = details.flatMap((detail) => readable(detail.message) ?? []);
  const words = texts.length > 0 ? texts.slice(0, 3) : [readable(error.message)].flatMap((text) => text ?? []);
  const places = details.flatMap(placeOf).slice(0, 3);
  return words.length + places.length === 0 ? null : [...words, ...places].join(' ');
}

function placeOf(detail: JsonObject): string[] {
  const { line, characterPositionInLine: character } = detail;
  if (typeof line !== 'number' || typeof character !== 'number') {
    return [];
  }
  const token = readable(detail.token);
  const expected = readable(detail.expectedToken);
  const near = token === null ? '' : `, at '${token}'`;
  const instead = expected === null ? '' : `, where '${expected}' was expected`;
  return [`The place: line ${line}, character ${character}${near}${instead}.`];
}
