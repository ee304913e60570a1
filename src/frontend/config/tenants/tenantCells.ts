import type { TenantOptions } from '../../../shared/settings.ts';
import { subscriptionsProblem, tenantProblem } from '../../../shared/settingsChecks.ts';
import type { Cells, Column } from './tenantColumns.ts';

const ON = ['true', 'yes', 'on', '1', ''];
const OFF = ['false', 'no', 'off', '0'];

/** The tenant that a row names, or the reason why it can't be taken, to stand after `Line 3`. */
export function readTenantCells(cells: Cells, credentials: ReadonlySet<string>): TenantOptions | string {
  const { tenant = '', name = '', credential = '', enabled = '', tags = '', include = '', exclude = '' } = cells;
  if (tenant === '') {
    return 'names no tenant';
  }
  const problem = tenantProblem(tenant);
  if (problem) {
    return `has the tenant "${tenant}", which ${problem}`;
  }
  if (credential !== '' && !credentials.has(credential)) {
    return `names the credential "${credential}", but no credential has that name`;
  }
  const word = enabled.toLowerCase();
  if (!ON.includes(word) && !OFF.includes(word)) {
    return `has "${enabled}" under enabled, which must be true or false`;
  }
  const readTags = parseTags(tags);
  if (readTags === undefined) {
    return `has the tags "${tags}", which must be written as team=north; tier=gold`;
  }
  const [includeSubscriptions, excludeSubscriptions] = [listOf(include), listOf(exclude)];
  const listProblem = subscriptionsProblem([...includeSubscriptions, ...excludeSubscriptions]);
  if (listProblem) {
    return `has subscriptions under include or exclude, which ${listProblem}`;
  }
  // Columns that the file lacks are absent here, so that a row that is replaced keeps them.
  const given: Array<[Column, keyof TenantOptions, unknown]> = [
    ['name', 'name', name || undefined],
    ['credential', 'credential', credential || undefined],
    ['enabled', 'enabled', OFF.includes(word) ? false : undefined],
    ['include', 'includeSubscriptions', filled(includeSubscriptions)],
    ['exclude', 'excludeSubscriptions', filled(excludeSubscriptions)],
    ['tags', 'tags', Object.keys(readTags).length > 0 ? readTags : undefined],
  ];
  const fields = given.filter(([column]) => cells[column] !== undefined).map(([, field, value]) => [field, value]);
  return { ...(Object.fromEntries(fields) as Partial<TenantOptions>), tenantId: tenant };
}

function filled(ids: string[]): string[] | undefined {
  return ids.length > 0 ? ids : undefined;
}

/** Ids apart by anything that ids don't have. */
export function listOf(text: string): string[] {
  return text.split(/[\s,;|]+/).filter((part) => part !== '');
}

/** `team=north; tier=gold`, or a JSON object of texts; undefined for anything else. */
function parseTags(text: string): Record<string, string> | undefined {
  if (text.startsWith('{')) {
    return parseJsonTags(text);
  }
  const parts = text.split(/[;,|]/).map((part) => part.trim());
  const entries = parts.filter((part) => part !== '').map(parseTag);
  return entries.every((entry) => entry !== undefined) ? Object.fromEntries(entries) : undefined;
}

/** `team=north`; undefined for anything else. */
export function parseTag(text: string): readonly [string, string] | undefined {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  return at > 0 && name !== '' ? [name, text.slice(at + 1).trim()] : undefined;
}

function parseJsonTags(text: string): Record<string, string> | undefined {
  try {
    const entries = Object.entries(JSON.parse(text) as object);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
      ? Object.fromEntries(entries)
      : undefined;
  } catch {
    return undefined;
  }
}
