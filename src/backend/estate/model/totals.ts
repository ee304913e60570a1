import type { HealthValue } from '../../../shared/health.ts';

/** Counts of a set of resources, kept per part and added up by summaries: nobody walks rows for them. */
export interface Totals {
  /** All resources known: those in the inventory and those that only Resource Health names. */
  resources: number;
  /** By HealthValue. */
  states: Uint32Array;
  /** Resources in the inventory without a health: their type has none, or Azure didn't list them. Never counted healthy. */
  withoutHealth: number;
}

/** Totals by code. */
export interface TotalsByCode extends ReadonlyMap<number, Totals> {
  /** Shows all of them one after the other, without making an object for each: the totals shown are others after the call. */
  visit(visitor: (code: number, totals: Totals) => void): void;
}

/** The worst state in the totals, or null when nothing has a health. */
export function worst(totals: Totals): HealthValue | null {
  for (let value = totals.states.length - 1; value >= 0; value--) {
    if ((totals.states[value] ?? 0) > 0) {
      return value as HealthValue;
    }
  }
  return null;
}
