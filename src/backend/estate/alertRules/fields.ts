import { jsonObject, type JsonObject } from '../../../shared/json.ts';

/** Azure's JSON, of which no field is sure to be there or to be of its type. */
export type Fields = JsonObject;

/** A field in any case: Azure's services differ in theirs. */
export function field(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) {
    return fields[name];
  }
  const lower = name.toLowerCase();
  const found = Object.keys(fields).find((key) => key.toLowerCase() === lower);
  return found === undefined ? undefined : fields[found];
}

/** Object of a field; one without fields where there is none. */
export function inner(fields: Fields, name: string): Fields {
  return jsonObject(field(fields, name));
}

/** Text of a field, or its number as text; null where there is none. */
export function text(fields: Fields, name: string): string | null {
  const value = field(fields, name);
  return typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : null;
}

/** List of a field; an empty one where there is none. */
export function list(fields: Fields, name: string): readonly unknown[] {
  const value = field(fields, name);
  return Array.isArray(value) ? value : [];
}

/** Objects of a list. */
export function records(fields: Fields, name: string): readonly Fields[] {
  return list(fields, name).map(jsonObject);
}

/** Texts of a list; a lone text counts as a list of one. */
export function texts(fields: Fields, name: string): readonly string[] {
  const value = field(fields, name);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** Rules of 2018 write flags as text. Absent: Azure's default, which is on. */
export function isOn(fields: Fields, name: string): boolean {
  const value = field(fields, name);
  return value === undefined || value === null || value === true || String(value).toLowerCase() === 'true';
}

/** `Sev2` of 2, '2' and 'Sev2'; other words as they are. */
export function severity(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return null;
  }
  const word = String(value).trim();
  const number = /^(?:sev)?(\d)$/i.exec(word)?.[1];
  return number === undefined ? word || null : `Sev${number}`;
}
