import type { WorldData } from './model.ts';
import { smallWorld } from './small.ts';
import { World } from './world.ts';

export const WORLDS = ['small', 'demo', 'large'] as const;
export type WorldName = (typeof WORLDS)[number];

/** Where a frozen clock starts. */
export const FROZEN_START = Date.parse('2026-11-20T12:00:00Z');

/** The same name, seed and start (epoch ms) always make the same world. */
export function createWorld(name: WorldName, seed: string, start: number): World {
  return new World(worldData(name, seed, start));
}

function worldData(name: WorldName, _seed: string, start: number): WorldData {
  if (name !== 'small') {
    throw new Error(`World '${name}' is not there yet.`);
  }
  return smallWorld(start);
}
