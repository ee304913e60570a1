import { isAll, type FilterName, type QueryFilters } from '../../shared/query.ts';
import { TREE_KINDS, type TreeKind, type TreeNode } from '../../shared/tree.ts';
import { isVariable } from '../components/optionList.ts';

/** Nodes chosen in the tree. All filters of a query apply together, so only nodes of one level make sense at once. */
export interface Selection {
  kind?: TreeKind;
  ids: readonly string[];
}

/** What the filters already choose: the deepest level that names something by itself. */
export function selectionOf(filters: QueryFilters): Selection {
  for (const kind of [...TREE_KINDS].reverse()) {
    const ids = (filters[kind] ?? []).filter((value) => !isVariable(value) && !isAll([value]));
    if (ids.length > 0) {
      return { kind, ids };
    }
  }
  return { ids: [] };
}

export function isSelected(selection: Selection, node: TreeNode): boolean {
  return selection.kind === node.kind && selection.ids.some((id) => same(id, node.id));
}

/** Whether a node can be ticked: its level is a filter of the query type, and no other level is in use. */
export function canSelect(selection: Selection, node: TreeNode, allowed: readonly FilterName[]): boolean {
  return allowed.includes(node.kind) && (selection.ids.length === 0 || selection.kind === node.kind);
}

export function toggleSelected(selection: Selection, node: TreeNode): Selection {
  const ids = isSelected(selection, node)
    ? selection.ids.filter((id) => !same(id, node.id))
    : [...selection.ids, node.id];
  return ids.length === 0 ? { ids } : { kind: node.kind, ids };
}

/** The filters with the selection in place of those of all levels; types, locations, tags and states stay. */
export function applySelection(filters: QueryFilters, selection: Selection): QueryFilters {
  const others = Object.entries(filters).filter(([name]) => !(TREE_KINDS as readonly string[]).includes(name));
  return {
    ...Object.fromEntries(others),
    ...(selection.kind && selection.ids.length > 0 ? { [selection.kind]: [...selection.ids] } : {}),
  };
}

// Azure compares ids without case.
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
