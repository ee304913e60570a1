import type { Section } from '../../estate/model/sections.ts';
import type { PartStatus } from '../../estate/model/part.ts';
import { type ColumnSpec, count, number, type Rows, shared, text } from '../columns/columns.ts';
import { type Freshness, freshnessOfAll, freshnessOfPart } from '../absence/freshness.ts';
import { freshnessColumns, tenantColumns } from '../columns/place.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';
import { type Parts, valueOfPart } from './parts.ts';

/** All parts of one section, or of one section of one tenant. */
interface PartGroup {
  section: Section;
  /** '' for all tenants. */
  tenantId: string;
  parts: number;
  /** Not asked for a reason, such as a disabled subscription: they say nothing about how reading goes. */
  skipped: number;
  failed: number;
  overdue: number;
  rows: number;
  slowestMs: number | null;
  /** The first failure; the others mostly have the same cause. */
  failure: PartStatus | null;
  freshness: Freshness;
}

export interface PartGroups extends Rows {
  readonly groups: readonly PartGroup[];
}

export type PartsBy = 'tenant' | 'section';

/** Parts of one section put together, of all tenants or of each. */
export function groupParts({ parts, reading }: Parts, by: PartsBy): PartGroups {
  const members = new Map<string, PartStatus[]>();
  for (const part of parts) {
    const key = `${part.section}/${by === 'tenant' ? part.tenantId : ''}`;
    const known = members.get(key);
    if (known) {
      known.push(part);
    } else {
      members.set(key, [part]);
    }
  }
  const groups = [...members.values()].map((group) => summed(group, by, reading.now));
  return { reading, groups, length: groups.length };
}

function summed(parts: readonly PartStatus[], by: PartsBy, now: number): PartGroup {
  const [{ section, tenantId }] = parts as [PartStatus];
  const values = parts.map((part) => valueOfPart(part, now));
  const durations = parts.flatMap(({ durationMs }) => durationMs ?? []);
  return {
    section,
    tenantId: by === 'tenant' ? tenantId : '',
    parts: parts.length,
    skipped: parts.filter(({ outcome }) => outcome === 'skipped').length,
    failed: values.filter((value) => value === 2).length,
    overdue: values.filter((value) => value === 1).length,
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    slowestMs: durations.reduce<number | null>((most, one) => Math.max(most ?? 0, one), null),
    failure: parts.find(({ outcome, error }) => outcome === 'failed' && error) ?? null,
    freshness: freshnessOfAll(parts.map(freshnessOfPart)),
  };
}

const at = (source: PartGroups, row: number) => source.groups[row] as PartGroup;

/** Columns of a group; those that say whose it is are left out where it is everybody's. */
export function partGroupColumns(by: PartsBy): ColumnSpec<PartGroups>[] {
  const whose = tenantColumns<PartGroups>((source, row) =>
    source.reading.snapshot.tenants.get(at(source, row).tenantId),
  );
  return [
    shared(
      'section',
      'What is collected',
      (source, row) => at(source, row).section,
      (section) => section,
    ),
    ...(by === 'tenant' ? whose : []),
    number(
      'collectorValue',
      '0 all of it is fine, 1 some of it is overdue or failed, 2 none of it is fresh',
      (source, row) => valueOfGroup(at(source, row)),
      { required: true, decimals: 0, mappings: LEVEL_MAPPINGS(['Fine', 'Partly', 'Failed']) },
    ),
    count('parts', 'Parts: one a subscription, or one a tenant', (source, row) => at(source, row).parts),
    count('failed', 'Parts whose last attempt failed', (source, row) => at(source, row).failed),
    count('overdue', 'Parts that are overdue or were never read', (source, row) => at(source, row).overdue),
    count('rows', 'Rows held', (source, row) => at(source, row).rows),
    number('slowestMs', 'How long the slowest part took', (source, row) => at(source, row).slowestMs, {
      displayNameFromDS: 'Slowest',
      unit: 'ms',
    }),
    text(
      'error',
      'What went wrong first and what to do',
      (source, row) => at(source, row).failure?.error?.sentence ?? null,
    ),
    text('errorCode', 'Code of that error', (source, row) => at(source, row).failure?.error?.code ?? null),
    ...freshnessColumns<PartGroups>((source, row) => at(source, row).freshness),
  ];
}

function valueOfGroup({ parts, skipped, failed, overdue }: PartGroup): 0 | 1 | 2 {
  const bad = failed + overdue;
  return bad === 0 ? 0 : bad < parts - skipped ? 1 : 2;
}
