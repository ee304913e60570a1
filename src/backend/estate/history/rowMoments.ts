import { NO_ROW, type HealthSegment } from '../model/segments.ts';
import { Health } from '../segments/healthSegment.ts';
import type { Beginning } from './beginning.ts';
import type { Changed, Chunk } from './chunk.ts';
import { addMoment, GONE, type Moments } from './moments.ts';

/** A chunk with how everything was when it began; null: that is lost, or nothing was there. */
export interface Stretch {
  chunk: Chunk;
  beginning: Beginning | null;
}

/**
 * How the resources of a segment went through chunks that follow each other, by row. Few resources ever change: the
 * others have the moments of all that began as they did, and no text is made for them.
 */
export function rowMoments(stretches: readonly Stretch[], health: HealthSegment): Moments[] {
  const codes = stretches.map(({ beginning }) => codesOf(beginning, health));
  const changes = stretches.map(({ chunk }) => changesOf(chunk, health));
  const quiet = new Map<string | number, Moments>();
  const moments: Moments[] = new Array<Moments>(health.length);
  for (let row = 0; row < health.length; row++) {
    if (changes.some((ofChunk) => ofChunk.has(row))) {
      moments[row] = momentsOf(row, stretches, codes, changes);
      continue;
    }
    const key = codes.length === 1 ? (codes[0]?.[row] as number) : codes.map((ofChunk) => ofChunk[row]).join();
    let known = quiet.get(key);
    if (!known) {
      quiet.set(key, (known = momentsOf(row, stretches, codes, changes)));
    }
    moments[row] = known;
  }
  return moments;
}

type Changes = ReadonlyMap<number, Changed>;

function momentsOf(
  row: number,
  stretches: readonly Stretch[],
  codes: readonly Uint8Array[],
  changes: readonly Changes[],
): Moments {
  const moments: number[] = [];
  stretches.forEach(({ chunk }, index) => {
    const code = codes[index]?.[row] as number;
    if (code !== GONE || moments.length > 0) {
      addMoment(moments, chunk.from, code);
    }
    const later = changes[index]?.get(row)?.moments ?? [];
    for (let at = 0; at < later.length; at += 2) {
      addMoment(moments, later[at] as number, later[at + 1] as number);
    }
  });
  return moments;
}

/** How the rows of a segment were when a chunk began. */
function codesOf(beginning: Beginning | null, health: HealthSegment): Uint8Array {
  if (beginning && isOfSameRows(beginning, health)) {
    return beginning.codes;
  }
  return Uint8Array.from({ length: health.length }, (_, row) => {
    const at = beginning?.ids.find(health.id(row)) ?? NO_ROW;
    return at === NO_ROW ? GONE : (beginning?.codes[at] as number);
  });
}

/** Whether both have the same resources in the same rows. */
export function isOfSameRows({ ids }: Beginning, health: HealthSegment): health is Health {
  return health instanceof Health && (ids === health.ids || ids.equals(health.ids));
}

function changesOf({ changes }: Chunk, health: HealthSegment): Changes {
  const rows = new Map<number, Changed>();
  for (const changed of changes.values()) {
    const row = health.find(changed.id);
    if (row !== NO_ROW) {
      rows.set(row, changed);
    }
  }
  return rows;
}
