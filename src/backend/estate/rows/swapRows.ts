import { isDeepStrictEqual } from 'node:util';
import type { EstateContext } from '../context.ts';
import type { Change } from '../model/change.ts';
import type { PartKey } from '../model/part.ts';
import { decodeBody } from '../store/partBody.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Swap, Swapped } from '../picture/swap.ts';
import { ROW_SECTIONS, type RowSection, type RowSections } from './index.ts';
import type { EstateRow, RowSectionInfo } from './row.ts';

/**
 * Puts a complete read of a section of rows into the picture. Rows that are as they were stay the same objects, and
 * a read that changes nothing leaves the array that was there, so readers can tell by identity.
 */
export function swapRows<K extends RowSection>(section: K): Swap<readonly RowSections[K][]> {
  return function* (context, { subscriptionId }, rows, observedAt) {
    const before = heldRows(context, section, subscriptionId);
    return yield* swapList(context, ROW_SECTIONS[section], { before, rows, observedAt }, () => {
      const view = context.picture.view(subscriptionId);
      return (
        view && {
          key: { section, tenantId: view.subscription.tenantId, subscriptionId },
          put: (kept) => setRows(context, section, subscriptionId, kept),
        }
      );
    });
  };
}

/** A complete read of a part of rows, and what was held of it. */
interface RowsRead<Row> {
  before: readonly Row[] | undefined;
  rows: readonly Row[];
  observedAt: number;
}

/**
 * Puts a complete read into whatever keeps the part's rows, and tells of it.
 *
 * @param placeNow the part and how it is put, asked once the rows are compared; undefined where it has gone meanwhile.
 */
export function* swapList<Row extends EstateRow>(
  context: EstateContext,
  info: RowSectionInfo<Row>,
  { before, rows, observedAt }: RowsRead<Row>,
  placeNow: () => { key: PartKey; put: (rows: readonly Row[]) => void } | undefined,
): Steps<Swapped> {
  const { kept, repeated } = yield* compareRows(before, rows);
  const place = placeNow();
  if (place) {
    const { key, put } = place;
    const { tenantId, subscriptionId } = key;
    if (kept !== before) {
      put(kept);
    }
    if (before) {
      context.feed.add(yield* diffRows(info, before, kept, { at: observedAt, tenantId, subscriptionId }));
    }
    if (kept === before) {
      context.saver.seen(key);
    } else {
      context.saver.changed(key);
    }
  }
  const issues = repeated === 0 ? [] : [`Rows that repeat an earlier one were left out: ${repeated}.`];
  return { rows: kept.length, issues };
}

/** The rows now held of a subscription, or undefined before the first complete read. */
export function heldRows<K extends RowSection>(
  context: Pick<EstateContext, 'picture'>,
  section: K,
  subscriptionId: string,
): readonly RowSections[K][] | undefined {
  return context.picture.view(subscriptionId)?.rows[section];
}

/**
 * Rows of a part of an earlier run.
 *
 * @throws {SyntaxError | RangeError | TypeError} for bytes that hold no rows.
 */
export function readStoredRows<Row extends EstateRow>(section: string, body: Uint8Array): readonly Row[] {
  const rows: unknown = decodeBody<unknown>(body).head;
  if (!Array.isArray(rows) || rows.some((row: EstateRow | null) => typeof row?.key !== 'string')) {
    throw new TypeError(`A stored part of ${section} holds no rows.`);
  }
  return rows as Row[];
}

/** Swaps rows in, whatever was there. */
export function setRows<K extends RowSection>(
  context: Pick<EstateContext, 'picture'>,
  section: K,
  subscriptionId: string,
  rows: readonly RowSections[K][],
): void {
  const view = context.picture.view(subscriptionId);
  if (view) {
    context.picture.setView({ ...view, rows: { ...view.rows, [section]: rows } });
  }
}

/** `rows` without repetitions, with the objects of `before` where nothing differs; `before` itself where nothing does at all. */
function* compareRows<Row extends EstateRow>(
  before: readonly Row[] | undefined,
  rows: readonly Row[],
): Steps<{ kept: readonly Row[]; repeated: number }> {
  const old = yield* byKey(before ?? []);
  const kept = new Map<string, Row>();
  let same = before !== undefined;
  for (const [index, row] of rows.entries()) {
    if (!kept.has(row.key)) {
      const known = old.get(row.key);
      const unchanged = known !== undefined && isDeepStrictEqual(known, row);
      same &&= unchanged;
      kept.set(row.key, unchanged ? known : row);
    }
    if ((index + 1) % PAUSE_EVERY === 0) {
      yield;
    }
  }
  const repeated = rows.length - kept.size;
  return { kept: same && before && kept.size === before.length ? before : [...kept.values()], repeated };
}

/** What came, went or differs, as the section's rows are told of. */
function* diffRows<Row extends EstateRow>(
  info: RowSectionInfo<Row>,
  before: readonly Row[],
  after: readonly Row[],
  place: Pick<Change, 'at' | 'tenantId' | 'subscriptionId'>,
): Steps<Change[]> {
  const changes: Change[] = [];
  if (before === after) {
    return changes;
  }
  const old = yield* byKey(before);
  const note = (was: Row | null, is: Row | null) => {
    const change = info.change(was, is);
    if (change) {
      changes.push({ ...place, ...change });
    }
  };
  for (const [index, row] of after.entries()) {
    const was = old.get(row.key) ?? null;
    old.delete(row.key);
    if (was !== row) {
      note(was, row);
    }
    if ((index + 1) % PAUSE_EVERY === 0) {
      yield;
    }
  }
  old.forEach((row) => note(row, null));
  return changes;
}

function* byKey<Row extends EstateRow>(rows: readonly Row[]): Steps<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const [index, row] of rows.entries()) {
    found.set(row.key, row);
    if ((index + 1) % (PAUSE_EVERY * 16) === 0) {
      yield;
    }
  }
  return found;
}
