import { demoWorld } from './demo/demo.ts';
import { largeWorld, type LargeSize } from './generator/large.ts';
import { smallWorld } from './small/small.ts';
import { World } from './world.ts';

export const WORLDS = ['small', 'demo', 'large'] as const;
export type WorldName = (typeof WORLDS)[number];

/** Where a frozen clock starts. */
export const FROZEN_START = Date.parse('2026-11-20T12:00:00Z');

/** The same name, seed and start (epoch ms) always make the same world; `small` has no use for a seed, and only `large` for a size. */
export function createWorld(
  name: WorldName,
  seed: string,
  start: number,
  options: { lighthouse?: boolean } & LargeSize = {},
): World {
  switch (name) {
    case 'small':
      return new World(smallWorld(start, options));
    case 'demo':
      return new World(demoWorld(seed, start, options));
    case 'large':
      return new World(largeWorld(seed, start, options));
  }
}
