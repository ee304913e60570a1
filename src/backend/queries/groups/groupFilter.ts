import type { FilterName } from '../../../shared/query.ts';
import type { FilterValues } from '../query.ts';
import { unknownValues } from '../scope.ts';
import type { Group, GroupRows } from './summary.ts';
import { tagNames } from '../columns/tags.ts';

/** Groups one of whose names is among a filter's values; a value that no group has is said. */
export function keepNamed(
  rows: GroupRows,
  filter: FilterName,
  values: FilterValues | undefined,
  namesOf: (group: Group) => readonly string[],
): GroupRows {
  if (!values) {
    return rows;
  }
  const matched = new Set<string>();
  const groups = rows.groups.filter((group) => {
    const hits = namesOf(group)
      .map((name) => name.toLowerCase())
      .filter((name) => values.has(name));
    hits.forEach((name) => matched.add(name));
    return hits.length > 0;
  });
  return {
    ...rows,
    groups,
    length: groups.length,
    notices: [...rows.notices, ...unknownValues(filter, values, matched)],
  };
}

/** The filter `tag` on tags of the groups themselves, and on those that the settings give their tenants. */
export function keepTagged(
  rows: GroupRows,
  values: FilterValues | undefined,
  tagsOf: (group: Group) => Readonly<Record<string, string>> = () => ({}),
): GroupRows {
  return keepNamed(rows, 'tag', values, (group) => [...tagNames(tagsOf(group)), ...tagNames(group.tenant?.tags ?? {})]);
}
