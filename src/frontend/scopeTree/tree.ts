import type { TreeNode, TreePage } from '../../shared/tree.ts';

/** Children of one node, as far as they are loaded. */
export interface Branch {
  nodes: readonly TreeNode[];
  /** Cursor of the next page; undefined when all is here. */
  next?: string;
  total: number;
  status: 'loading' | 'ready' | 'failed';
  error?: string;
}

/** What is loaded and what is open. Never changed in place. */
export interface Tree {
  /** By the parent's key; ROOT for the customers. */
  branches: ReadonlyMap<string, Branch>;
  open: ReadonlySet<string>;
}

/** One line on the screen, from the top down. */
export type Row =
  | { type: 'node'; key: string; node: TreeNode; depth: number; open: boolean; position: number; siblings: number }
  | { type: 'loading' | 'empty'; parent: string; depth: number }
  | { type: 'failed'; parent: string; depth: number; error: string }
  | { type: 'more'; parent: string; depth: number; left: number };

export const ROOT = '';
export const EMPTY_TREE: Tree = { branches: new Map(), open: new Set() };

/** A node's key, which is also what the server takes as `parent`. */
export function keyOf(node: Pick<TreeNode, 'kind' | 'id'>): string {
  return `${node.kind}:${node.id}`;
}

/** Opens a closed node, closes an open one; what was loaded below stays. */
export function toggle(tree: Tree, key: string): Tree {
  const open = new Set(tree.open);
  if (!open.delete(key)) {
    open.add(key);
  }
  return { ...tree, open };
}

/** True when a node's children have still to be asked for. */
export function needsLoading(tree: Tree, key: string): boolean {
  const status = tree.branches.get(key)?.status;
  return status === undefined || status === 'failed';
}

export function startLoading(tree: Tree, key: string): Tree {
  const old = tree.branches.get(key);
  return withBranch(tree, key, { nodes: old?.nodes ?? [], total: old?.total ?? 0, status: 'loading' });
}

/** Adds a page below what is there; a node that a page repeats is shown once. */
export function addPage(tree: Tree, key: string, page: TreePage): Tree {
  const old = tree.branches.get(key)?.nodes ?? [];
  const seen = new Set(old.map(keyOf));
  const nodes = [...old, ...page.nodes.filter((node) => !seen.has(keyOf(node)))];
  return withBranch(tree, key, { nodes, next: page.next, total: page.total, status: 'ready' });
}

/** Keeps what was loaded before the page that failed, and its cursor, so that it can be asked for again. */
export function failLoading(tree: Tree, key: string, error: string, after: string | undefined): Tree {
  const old = tree.branches.get(key);
  return withBranch(tree, key, {
    nodes: old?.nodes ?? [],
    total: old?.total ?? 0,
    next: after,
    status: 'failed',
    error,
  });
}

/** The lines to draw below a parent, in order. */
export function rows(tree: Tree, parent: string = ROOT, depth = 0): Row[] {
  const branch = tree.branches.get(parent);
  if (!branch) {
    return [];
  }
  const lines: Row[] = [];
  const siblings = Math.max(branch.total, branch.nodes.length);
  branch.nodes.forEach((node, index) => {
    const key = keyOf(node);
    const open = tree.open.has(key);
    lines.push({ type: 'node', key, node, depth, open, position: index + 1, siblings });
    if (open) {
      lines.push(...rows(tree, key, depth + 1));
    }
  });
  return [...lines, ...lastRow(branch, parent, depth)];
}

function lastRow(branch: Branch, parent: string, depth: number): Row[] {
  if (branch.status === 'loading') {
    return [{ type: 'loading', parent, depth }];
  }
  if (branch.status === 'failed') {
    return [{ type: 'failed', parent, depth, error: branch.error ?? '' }];
  }
  if (branch.next !== undefined) {
    return [{ type: 'more', parent, depth, left: Math.max(branch.total - branch.nodes.length, 1) }];
  }
  return branch.nodes.length === 0 ? [{ type: 'empty', parent, depth }] : [];
}

function withBranch(tree: Tree, key: string, branch: Branch): Tree {
  return { ...tree, branches: new Map(tree.branches).set(key, branch) };
}
