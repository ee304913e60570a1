import type { Settings } from '../../settings/settings.ts';
import type { Change } from '../model/change.ts';

/** A row of a section that is kept as plain rows: events, rules, alerts, changes. JSON only: no dates, no maps. */
export interface EstateRow {
  /** Unique in its part (tenant x subscription x section), the same in every read. */
  readonly key: string;
}

/** What a row that came, went or differs is called in the change feed. */
export type RowChange = Pick<Change, 'kind' | 'id' | 'from' | 'to' | 'title'>;

/** How a section of rows is collected and told of. */
export interface RowSectionInfo<Row extends EstateRow> {
  /** Its cadence. */
  readonly interval: keyof Settings['intervals'];
  /**
   * What the change feed says of a row that came (`before` null), went (`after` null) or has other content; null:
   * nothing. Isn't asked for the first read of a part: what was there already is no news.
   */
  change(before: Row | null, after: Row | null): RowChange | null;
}
