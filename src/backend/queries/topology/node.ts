import { HEALTH_STATES } from '../../../shared/health.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';

/** Place of the resources without a health, behind the states. */
export const NONE = HEALTH_STATES.length;
/** What a node stands for; `folded` for those that there is no room to show. */
export type NodeKind = 'tenant' | 'subscription' | 'resourceGroup' | 'resource' | 'folded';

/** A part of the estate with what it holds. Children are made when somebody wants to see them. */
export interface Node {
  kind: NodeKind;
  id: string;
  title: string;
  subtitle: string;
  parent: string | null;
  /** By HealthValue, then those without a health. */
  counts: Uint32Array;
  tenant: Tenant | null;
  view: SubscriptionView | null;
  /** ARM id that the portal shows; null for folded nodes and tenants. */
  armId: string | null;
  children(): Node[];
}

/** The worst state among the counts; null where nothing has a health. */
export function worstIn(counts: Uint32Array): number | null {
  for (let value = NONE - 1; value >= 0; value--) {
    if ((counts[value] ?? 0) > 0) {
      return value;
    }
  }
  return null;
}

/** Resources in trouble: Degraded, Unavailable. */
export function troubled({ counts }: Node): number {
  return (counts[3] ?? 0) + (counts[4] ?? 0);
}

/** All resources. */
export function sizeOf({ counts }: Node): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Nodes that are shown as one. */
export function foldedNode(
  from: Pick<Node, 'counts' | 'parent' | 'tenant' | 'view'>,
  count: number,
  what: string,
  why: string,
): Node {
  return {
    ...from,
    kind: 'folded',
    id: `${from.parent ?? ''}#${why.replaceAll(' ', '-')}`,
    title: `${count} ${what}${count === 1 ? '' : 's'}`,
    subtitle: why,
    armId: null,
    children: () => [],
  };
}

/** Counts added up. */
export function sum(all: readonly Uint32Array[]): Uint32Array {
  const counts = new Uint32Array(NONE + 1);
  all.forEach((one) => one.forEach((count, value) => (counts[value] = (counts[value] as number) + count)));
  return counts;
}
