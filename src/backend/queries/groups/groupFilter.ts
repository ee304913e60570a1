import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { FilterName, GroupBy } from '../../../shared/query.ts';
import type { Reading } from '../context.ts';
import type { Filters, FilterValues } from '../filters.ts';
import { type Scope, unknownValues } from '../scope.ts';
import type { Group, GroupRows } from './group.ts';
import { summarize } from './summary.ts';
import { tagNames } from '../columns/tags.ts';

/** Groups one of whose names is among a filter's values; a value that no group has is said. */
export function* keepNamed(
  rows: GroupRows,
  filter: FilterName,
  values: FilterValues | undefined,
  namesOf: (group: Group) => readonly string[],
): Steps<GroupRows> {
  if (!values) {
    return rows;
  }
  const matched = new Set<string>();
  const groups: Group[] = [];
  for (const [index, group] of rows.groups.entries()) {
    const hits = namesOf(group)
      .map((name) => name.toLowerCase())
      .filter((name) => values.has(name));
    hits.forEach((name) => matched.add(name));
    if (hits.length > 0) {
      groups.push(group);
    }
    if (index % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
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
): Steps<GroupRows> {
  return keepNamed(rows, 'tag', values, (group) => [...tagNames(tagsOf(group)), ...tagNames(group.tenant?.tags ?? {})]);
}

/** Counts by level of what the filters leave, where `tag` is about the tags of the groups, not of the resources in them. */
export function* taggedGroups(
  reading: Reading,
  scope: Scope,
  { tag, ...others }: Filters,
  level: GroupBy,
  tagsOf?: (group: Group) => Readonly<Record<string, string>>,
): Steps<GroupRows> {
  return yield* keepTagged(yield* summarize(reading, scope, others, level), tag, tagsOf);
}
