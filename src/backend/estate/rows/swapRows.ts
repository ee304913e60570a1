import { isDeepStrictEqual } from 'node:util';
import type { EstateContext } from '../context.ts';
import type { Change } from '../model/change.ts';
import { decodeBody } from '../store/partBody.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Swap } from '../picture/swap.ts';
import { ROW_SECTIONS, type RowSection, type RowSections } from './index.ts';
import type { EstateRow, RowSectionInfo } from './row.ts';

/**
 * Puts a complete read of a section of rows into the picture. Rows that are as they were stay the same objects, and
 * a read that changes nothing leaves the array that was there, so readers can tell by identity.
 */
export function swapRows<K extends RowSection>(section: K): Swap<readonly RowSections[K][]> {
  return function* (context, { subscriptionId }, rows, observedAt) {
    const before = heldRows(context, section, subscriptionId);
    const { kept, repeated } = yield* compareRows(before, rows);
    const view = context.picture.view(subscriptionId);
    if (view) {
      const { tenantId } = view.subscription;
      if (kept !== before) {
        setRows(context, section, subscriptionId, kept);
      }
      if (before) {
        const place = { at: observedAt, tenantId, subscriptionId };
        context.feed.add(yield* diffRows(ROW_SECTIONS[section], before, kept, place));
      }
      const key = { section, tenantId, subscriptionId };
      if (kept === before) {
        context.saver.seen(key);
      } else {
        context.saver.changed(key);
      }
    }
    const issues = repeated === 0 ? [] : [`Rows that repeat an earlier one were left out: ${repeated}.`];
    return { rows: kept.length, issues };
  };
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
export function readStoredRows<K extends RowSection>(section: K, body: Uint8Array): readonly RowSections[K][] {
  return readRows<RowSections[K]>(section, body);
}

/** Rows of any kind of a part of an earlier run. @throws as `readStoredRows` */
export function readRows<Row extends EstateRow>(section: string, body: Uint8Array): readonly Row[] {
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
export function* compareRows<Row extends EstateRow>(
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
export function* diffRows<Row extends EstateRow>(
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
