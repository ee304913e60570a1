import { generateWorld } from './generateWorld.ts';
import type { WorldData } from '../model.ts';

export interface LargeSize {
  customers?: number;
  /** Of each customer. */
  subscriptions?: number;
}

/** 500 customers with 10 subscriptions each, or as many as are wanted, and 100 resources in 10 groups in each of those. */
export function largeWorld(
  seed: string,
  start: number,
  { customers = 500, subscriptions = 10 }: LargeSize = {},
): WorldData {
  return generateWorld({
    name: 'large',
    seed,
    start,
    customers,
    subscriptionsOf: () => subscriptions,
    sizeOf: () => ({ groups: 10, resources: 100 }),
  });
}
