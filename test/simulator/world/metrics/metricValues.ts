import { createHash } from 'node:crypto';
import type { Resource } from '../model.ts';
import type { MetricInfo } from './metricCatalogue.ts';
import type { World } from '../world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface Point {
  at: number;
  average: number;
  minimum: number;
  maximum: number;
  total: number;
  count: number;
}

/**
 * One point for every step in [from, until); undefined where there is no data: a machine that is down measures nothing.
 * A wave over the day and some noise, the same for the same resource, metric and dimension values.
 */
export function metricPoints(
  world: World,
  resource: Resource,
  metric: MetricInfo,
  series: string,
  range: { from: number; until: number; step: number },
): Array<{ at: number; point?: Point }> {
  const downs = outages(world, resource, range.until);
  const key = hash(`${resource.id} ${metric.name} ${series}`);
  const first = Math.floor(range.from / MINUTE) * MINUTE;
  const points: Array<{ at: number; point?: Point }> = [];
  for (let at = first; at < range.until; at += range.step) {
    const down = downs.some((one) => at >= one.from && at < one.until);
    points.push(down ? { at } : { at, point: pointAt(metric, key, at, range.step) });
  }
  return points;
}

function pointAt(metric: MetricInfo, key: number, at: number, step: number): Point {
  const count = Math.max(1, Math.round(step / MINUTE));
  const wave = Math.sin(((at % DAY) / DAY) * 2 * Math.PI + (key % 628) / 100);
  const noise = (hash(`${key} ${at}`) % 1000) / 1000 - 0.5;
  const highest = metric.unit === 'Percent' ? 100 : Infinity;
  const bounded = (value: number): number => Math.min(highest, Math.max(0, Math.round(value * 1000) / 1000));
  const average = bounded(metric.base + metric.swing * (0.6 * wave + 0.4 * noise));
  const spread = metric.swing * 0.1;
  return {
    at,
    average,
    minimum: bounded(average - spread),
    maximum: bounded(average + spread),
    total: Math.round(average * count * 1000) / 1000,
    count,
  };
}

function outages(world: World, resource: Resource, until: number): Array<{ from: number; until: number }> {
  const rows = world.healthHistory(resource, until).filter((row) => row.state !== null);
  return rows
    .map((row, i) => ({ state: row.state, from: row.since, until: rows[i - 1]?.since ?? Infinity }))
    .filter((row) => row.state === 'Unavailable');
}

function hash(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32LE(0);
}
