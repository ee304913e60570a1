import { TREE_KINDS, type TreeKind } from '../../shared/tree.ts';
import type { Selection } from './selection.ts';

/** Nodes that were chosen together before, with their names of then. */
export interface RecentScope {
  kind: TreeKind;
  ids: string[];
  text: string;
}

const MOST = 6;
/** Longer choices are made anew faster than they are recognised. */
const MOST_IDS = 50;

/** The latest first, of this browser and data source; nothing where the browser keeps nothing. */
export function readRecent(uid: string): RecentScope[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(keyOf(uid)) ?? '[]');
    return Array.isArray(saved) ? saved.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts a selection in front; the same nodes are kept once. */
export function rememberRecent(uid: string, { kind, ids }: Selection, text: string): void {
  if (!kind || ids.length === 0 || ids.length > MOST_IDS) {
    return;
  }
  const scope: RecentScope = { kind, ids: [...ids], text };
  const others = readRecent(uid).filter((old) => identity(old) !== identity(scope));
  try {
    localStorage.setItem(keyOf(uid), JSON.stringify([scope, ...others].slice(0, MOST)));
  } catch {
    // Private windows and full stores keep nothing; that costs a convenience.
  }
}

function identity({ kind, ids }: RecentScope): string {
  return [kind, ...ids.map((id) => id.toLowerCase()).sort()].join('\n');
}

function keyOf(uid: string): string {
  return `cspwatch-azurecsp.recentScopes.${uid}`;
}

function isRecent(value: unknown): value is RecentScope {
  const { kind, ids, text } = (value ?? {}) as Partial<RecentScope>;
  return (
    (TREE_KINDS as readonly unknown[]).includes(kind) &&
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.every((id) => typeof id === 'string') &&
    typeof text === 'string'
  );
}
