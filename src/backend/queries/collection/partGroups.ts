import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Section } from '../../estate/model/sections.ts';
import type { PartStatus } from '../../estate/model/part.ts';
import { type ColumnSpec, count, number, type Rows, shared, text } from '../columns/columns.ts';
import { type Freshness, freshnessOfPart, NO_FRESHNESS, oldest } from '../absence/freshness.ts';
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
export function* groupParts({ parts, reading }: Parts, by: PartsBy): Steps<PartGroups> {
  const groups = new Map<string, PartGroup>();
  for (const [row, part] of parts.entries()) {
    const key = `${part.section}/${by === 'tenant' ? part.tenantId : ''}`;
    let group = groups.get(key);
    if (!group) {
      groups.set(key, (group = emptyGroup(part.section, by === 'tenant' ? part.tenantId : '')));
    }
    add(group, part, reading.now);
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return { reading, groups: [...groups.values()], length: groups.size };
}

function emptyGroup(section: Section, tenantId: string): PartGroup {
  const counts = { parts: 0, skipped: 0, failed: 0, overdue: 0, rows: 0 };
  return { section, tenantId, ...counts, slowestMs: null, failure: null, freshness: NO_FRESHNESS };
}

function add(group: PartGroup, part: PartStatus, now: number): void {
  const value = valueOfPart(part, now);
  group.parts += 1;
  group.skipped += Number(part.outcome === 'skipped');
  group.failed += Number(value === 2);
  group.overdue += Number(value === 1);
  group.rows += part.rows;
  if (part.durationMs !== null) {
    group.slowestMs = Math.max(group.slowestMs ?? 0, part.durationMs);
  }
  if (group.failure === null && part.outcome === 'failed' && part.error) {
    group.failure = part;
  }
  group.freshness = oldest(group.freshness, freshnessOfPart(part));
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
