import type { Health } from '../segments/healthSegment.ts';
import type { IdColumn } from '../segments/idColumn.ts';
import { healthCode } from './moments.ts';

/** How everything was when a chunk began: a byte a resource beside the ids, which segments that follow each other share. */
export interface Beginning {
  readonly ids: IdColumn;
  readonly codes: Uint8Array;
}

export function beginningOf(health: Health): Beginning {
  return { ids: health.ids, codes: Uint8Array.from({ length: health.length }, (_, row) => healthCode(health, row)) };
}
