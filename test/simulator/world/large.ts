import { generateWorld } from './generateWorld.ts';
import type { WorldData } from './model.ts';

/** 500 customers with 10 subscriptions each, and 100 resources in 10 groups in each of those. */
export function largeWorld(seed: string, start: number): WorldData {
  return generateWorld({
    name: 'large',
    seed,
    start,
    customers: 500,
    subscriptionsOf: () => 10,
    sizeOf: () => ({ groups: 10, resources: 100 }),
  });
}
