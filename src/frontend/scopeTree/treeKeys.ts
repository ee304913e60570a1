import type { Row } from './tree.ts';

/** What a key does in the tree. */
export type TreeAction = { go: number } | 'toggle' | 'select' | undefined;

const SCREENFUL = 10;

/**
 * The keys of a tree, as the W3C's authoring practices have them.
 * https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function treeAction(key: string, rows: readonly Row[], active: number): TreeAction {
  const row = rows[active];
  const last = rows.length - 1;
  const within = (index: number): TreeAction => ({ go: Math.max(0, Math.min(index, last)) });
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active - 1);
    case 'Home':
      return within(0);
    case 'End':
      return within(last);
    case 'PageDown':
      return within(active + SCREENFUL);
    case 'PageUp':
      return within(active - SCREENFUL);
    case 'ArrowRight':
      return right(row, active);
    case 'ArrowLeft':
      return row?.type === 'node' && row.open ? 'toggle' : within(parentOf(rows, active));
    case 'Enter':
    case ' ':
      return 'select';
    default:
      return undefined;
  }
}

function right(row: Row | undefined, active: number): TreeAction {
  if (row?.type !== 'node' || !row.node.hasChildren) {
    return undefined;
  }
  return row.open ? { go: active + 1 } : 'toggle';
}

function parentOf(rows: readonly Row[], active: number): number {
  const depth = rows[active]?.depth ?? 0;
  for (let index = active - 1; index >= 0; index--) {
    if ((rows[index]?.depth ?? 0) < depth) {
      return index;
    }
  }
  return active;
}
