import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import { Dictionary, type Layout, Pack, pack } from './columns.ts';
import { healthValue, isKnownState } from './healthValue.ts';
import { type IdColumn, IdColumnBuilder, restoreIds, type StoredIds } from './idColumn.ts';
import type { HealthDetails, HealthSegment } from '../model/segments.ts';
import type { TextPool } from './names.ts';
import { plainText } from './plainText.ts';
import { PAUSE_EVERY, type Steps } from '../refresh/slices.ts';

/** Columns of the pack, in the order that `buildHealth` packs them in. */
const [REPORTED, OCCURRED, VALUE, VERDICT, LOCATION] = [0, 1, 2, 3, 4];

/** What Azure says of a resource, without the resource: most of a subscription's resources have the same one. */
type Verdict = readonly [
  state: string,
  reasonType: string | null,
  chronicity: string | null,
  title: string | null,
  summary: string | null,
  details?: SharedDetails,
];

/** Of `HealthDetails`, what many resources share: their times are kept apart, or every verdict would be one of its own. */
type SharedDetails = Pick<HealthDetails, 'actions' | 'context'> & { resolved: string | null };

/** Numbers an entry in `moments`: row, then the times of `HealthDetails`, NaN for none. Entries are in the order of rows. */
const MOMENT = 5;

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

type HealthHead = Omit<StoredHealth, 'ids' | 'layout'>;

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
    const at = this.#momentsOf(row);
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

  /** Where the row's entry in `moments` begins; -1 where it has none. */
  #momentsOf(row: number): number {
    let [low, high] = [0, this.#moments.length / MOMENT - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#moments[middle * MOMENT] as number;
      if (found === row) {
        return middle * MOMENT;
      }
      [low, high] = found < row ? [middle + 1, high] : [low, middle - 1];
    }
    return -1;
  }

  #said(row: number): Verdict {
    return this.#verdicts[this.#pack.code(VERDICT, row)] as Verdict;
  }
}

/** Builds the segment in steps. States that aren't known are named in `issues`, once each. */
export function* buildHealth(
  input: {
    subscriptionId: string;
    observedAt: number;
    statuses: readonly ResourceHealthStatus[];
    previous: Health | null;
  },
  texts: TextPool,
): Steps<{ segment: Health; issues: string[] }> {
  const ids = new IdColumnBuilder(input.subscriptionId, (text) => texts.share(text));
  const verdicts = new Dictionary();
  const locations = new Dictionary();
  const unknown = new Map<string, number>();
  const values: number[] = [];
  const [occurred, reported]: [number[], number[]] = [[], []];
  const [verdict, location]: [number[], number[]] = [[], []];
  const moments: number[] = [];
  let step = 0;
  for (const status of input.statuses) {
    if (ids.add(status.resourceId)) {
      addMoments(moments, values.length, status);
      values.push(healthValue(status));
      occurred.push(status.occurredAt ?? Number.NaN);
      reported.push(status.reportedAt ?? Number.NaN);
      verdict.push(verdicts.code(verdictText(status)));
      location.push(locations.code(texts.share(status.location ?? '')));
      if (!isKnownState(status.availabilityState)) {
        unknown.set(status.availabilityState, (unknown.get(status.availabilityState) ?? 0) + 1);
      }
    }
    if (++step % PAUSE_EVERY === 0) {
      yield;
    }
  }
  const column = ids.build(input.previous?.ids);
  const packed = pack([
    Float64Array.from(reported),
    Float64Array.from(occurred),
    Uint8Array.from(values),
    verdict,
    location,
  ]);
  const head: HealthHead = {
    observedAt: input.observedAt,
    verdicts: verdicts.values.map((json) => readVerdict(json, texts)),
    locations: [...locations.values],
    moments,
  };
  return {
    segment: new Health(input.subscriptionId, column, head, packed),
    issues: [...unknown].map(unknownState),
  };
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

function addMoments(moments: number[], row: number, status: ResourceHealthStatus): void {
  const { rootCauseAt, resolutionEtaAt, recentlyResolved } = status;
  const times = [rootCauseAt, resolutionEtaAt, recentlyResolved?.occurredAt, recentlyResolved?.resolvedAt];
  if (times.some((time) => typeof time === 'number')) {
    moments.push(row, ...times.map((time) => time ?? Number.NaN));
  }
}

function verdictText(status: ResourceHealthStatus): string {
  const { recommendedActions, recentlyResolved, context } = status;
  const said: Array<string | null | SharedDetails> = [
    status.availabilityState,
    status.reasonType,
    status.reasonChronicity,
    status.title,
    status.summary,
  ];
  const resolved = recentlyResolved?.summary ?? null;
  if (recommendedActions.length > 0 || context !== null || resolved !== null) {
    said.push({ actions: recommendedActions.join(' '), context, resolved });
  }
  return JSON.stringify(said);
}

function readVerdict(json: string, texts: TextPool): Verdict {
  const [state, reasonType, chronicity, title, summary, details] = JSON.parse(json) as Verdict;
  const share = (text: string | null) => (text === null ? null : texts.share(text));
  const plain = (text: string | null) => (text === null ? null : texts.share(plainText(text)));
  const said = [texts.share(state), share(reasonType), share(chronicity), plain(title), plain(summary)] as const;
  if (!details) {
    return said;
  }
  const { actions, context, resolved } = details;
  return [...said, { actions: plain(actions) || null, context: share(context), resolved: plain(resolved) }];
}

function unknownState([state, count]: [string, number]): string {
  return `Azure reports the health state "${state}", which is not known here, for ${count} ${count === 1 ? 'resource' : 'resources'}; shown as Unknown.`;
}
