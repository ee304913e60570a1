import { type Layout, Pack } from './columns.ts';
import { momentsAt } from './healthMoments.ts';
import { type IdColumn, restoreIds, type StoredIds } from './idColumn.ts';
import type { HealthDetails, HealthSegment } from '../model/segments.ts';
import type { Verdict } from './verdict.ts';

/** Columns of the pack, in the order that `buildHealth` packs them in. */
const [REPORTED, OCCURRED, VALUE, VERDICT, LOCATION] = [0, 1, 2, 3, 4];

/** What the store keeps beside the bytes of a segment. */
export interface StoredHealth {
  observedAt: number;
  ids: StoredIds;
  verdicts: readonly Verdict[];
  locations: readonly string[];
  /** Times that few resources have. JSON has null for NaN. */
  moments?: readonly (number | null)[];
  layout: Layout;
}

export type HealthHead = Omit<StoredHealth, 'ids' | 'layout'>;

/** Columns of one subscription's Resource Health; see `HealthSegment`. */
export class Health implements HealthSegment {
  readonly subscriptionId: string;
  readonly observedAt: number;
  readonly length: number;
  readonly values: Uint8Array;
  readonly occurredAt: Float64Array;
  readonly ids: IdColumn;
  readonly #pack: Pack;
  readonly #verdicts: readonly Verdict[];
  readonly #locations: readonly string[];
  readonly #moments: Float64Array;

  constructor(subscriptionId: string, ids: IdColumn, stored: HealthHead, packed: Pack) {
    this.subscriptionId = subscriptionId;
    this.observedAt = stored.observedAt;
    this.ids = ids;
    this.length = ids.length;
    this.#verdicts = stored.verdicts;
    this.#locations = stored.locations;
    this.#moments = Float64Array.from(stored.moments ?? [], (time) => time ?? Number.NaN);
    this.#pack = packed;
    this.occurredAt = packed.f64(OCCURRED);
    this.values = packed.u8(VALUE);
  }

  id(row: number): string {
    return this.ids.id(row);
  }

  state(row: number): string {
    return this.#said(row)[0];
  }

  reasonType(row: number): string | null {
    return this.#said(row)[1];
  }

  chronicity(row: number): string | null {
    return this.#said(row)[2];
  }

  title(row: number): string | null {
    return this.#said(row)[3];
  }

  summary(row: number): string | null {
    return this.#said(row)[4];
  }

  details(row: number): HealthDetails | null {
    const shared = this.#said(row)[5];
    const at = momentsAt(this.#moments, row);
    if (!shared && at < 0) {
      return null;
    }
    const time = (index: number) => {
      const moment = at < 0 ? Number.NaN : (this.#moments[at + index] as number);
      return Number.isNaN(moment) ? null : moment;
    };
    const [occurredAt, resolvedAt, summary] = [time(3), time(4), shared?.resolved ?? null];
    return {
      actions: shared?.actions ?? null,
      context: shared?.context ?? null,
      rootCauseAt: time(1),
      resolutionEtaAt: time(2),
      recentlyResolved:
        occurredAt === null && resolvedAt === null && summary === null ? null : { occurredAt, resolvedAt, summary },
    };
  }

  reportedAt(row: number): number | null {
    const time = this.#pack.double(REPORTED, row);
    return Number.isNaN(time) ? null : time;
  }

  location(row: number): string | null {
    return this.#locations[this.#pack.code(LOCATION, row)] || null;
  }

  find(id: string): number {
    return this.ids.find(id);
  }

  /** True when the other one says the same of the same resources; when it was reported moves with every read and doesn't count. */
  sameContent(other: Health): boolean {
    return (
      this.ids === other.ids &&
      this.#pack.equals(other.#pack, OCCURRED) &&
      JSON.stringify([this.#verdicts, this.#locations, [...this.#moments]]) ===
        JSON.stringify([other.#verdicts, other.#locations, [...other.#moments]])
    );
  }

  stored(): { head: StoredHealth; bytes: Uint8Array; idBytes: Uint8Array } {
    const ids = this.ids.stored();
    const head = {
      observedAt: this.observedAt,
      ids: ids.head,
      verdicts: this.#verdicts,
      locations: this.#locations,
      ...(this.#moments.length > 0 && { moments: [...this.#moments] }),
      layout: this.#pack.layout(),
    };
    return { head, bytes: this.#pack.bytes, idBytes: ids.bytes };
  }

  #said(row: number): Verdict {
    return this.#verdicts[this.#pack.code(VERDICT, row)] as Verdict;
  }
}

/** A segment from the store. Throws when it can't be read. */
export function restoreHealth(
  subscriptionId: string,
  stored: StoredHealth,
  bytes: Uint8Array,
  idBytes: Uint8Array,
): Health {
  return new Health(
    subscriptionId,
    restoreIds(subscriptionId, stored.ids, idBytes),
    stored,
    new Pack(stored.layout, bytes),
  );
}
