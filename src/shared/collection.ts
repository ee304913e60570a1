import type { CollectionOptions } from './settings.ts';

export type NumberOption = Exclude<keyof CollectionOptions, 'sections'>;

/** Bounds of a whole number, and what it is where the settings have none. */
export interface WholeRange {
  least: number;
  most: number;
  standard: number;
}

const DAY = 86_400;

function seconds(least: number, standard: number): WholeRange {
  return { least, most: DAY, standard };
}

/** Bounds and defaults of the numbers in `CollectionOptions`. */
export const COLLECTION_NUMBERS: Record<NumberOption, WholeRange> = {
  discoverySeconds: seconds(60, 3600),
  inventorySeconds: seconds(60, 1800),
  resourceHealthSeconds: seconds(15, 120),
  eventsSeconds: seconds(15, 300),
  alertRulesSeconds: seconds(60, 1800),
  alertsSeconds: seconds(15, 60),
  changesSeconds: seconds(60, 600),
  historyDays: { least: 1, most: 1_000, standard: 90 },
  historyMegabytes: { least: 16, most: 65_536, standard: 1024 },
  concurrency: { least: 1, most: 256, standard: 32 },
  accessLogMegabytes: { least: 16, most: 65_536, standard: 256 },
};
