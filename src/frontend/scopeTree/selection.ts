import { isAll, type FilterName, type QueryFilters } from '../../shared/query.ts';
import { TREE_KINDS, type TreeKind, type TreeNode } from '../../shared/tree.ts';
import { isVariable } from '../components/optionList.ts';

/**
 * What is chosen in the tree. All filters of a query apply together, so only nodes of one level make sense at once;
 * template variables may be chosen beside them on any level.
 */
export interface Selection {
  kind?: TreeKind;
  ids: readonly string[];
  variables: Partial<Record<TreeKind, readonly string[]>>;
}

/** A node, by its name too where that is known. */
type Ticked = Pick<TreeNode, 'kind' | 'id'> & { name?: string };

export const NOTHING: Selection = { ids: [], variables: {} };

/** What the filters already choose: the deepest level that names something by itself, and the variables of all levels. */
export function selectionOf(filters: QueryFilters): Selection {
  const named = (kind: TreeKind) => (filters[kind] ?? []).filter((value) => !isVariable(value) && !isAll([value]));
  const kind = [...TREE_KINDS].reverse().find((one) => named(one).length > 0);
  const variables = Object.fromEntries(
    TREE_KINDS.map((one) => [one, (filters[one] ?? []).filter(isVariable)] as const).filter(
      ([, values]) => values.length > 0,
    ),
  );
  return kind ? { kind, ids: named(kind), variables } : { ids: [], variables };
}

/** Filters take names as well as ids. */
export function isSelected(selection: Selection, node: Ticked): boolean {
  return selection.kind === node.kind && selection.ids.some((id) => means(id, node));
}

/** Whether a node can be ticked: its level is a filter of the query type, and no other level is in use. */
export function canSelect(selection: Selection, node: Pick<TreeNode, 'kind'>, allowed: readonly FilterName[]): boolean {
  return allowed.includes(node.kind) && (selection.ids.length === 0 || selection.kind === node.kind);
}

export function toggleSelected(selection: Selection, node: Ticked): Selection {
  const { variables } = selection;
  const ids = isSelected(selection, node)
    ? selection.ids.filter((id) => !means(id, node))
    : [...selection.ids, node.id];
  return ids.length === 0 ? { ids, variables } : { kind: node.kind, ids, variables };
}

export function hasVariable({ variables }: Selection, kind: TreeKind, name: string): boolean {
  return variables[kind]?.includes(name) ?? false;
}

export function toggleVariable(selection: Selection, kind: TreeKind, name: string): Selection {
  const old = selection.variables[kind] ?? [];
  const values = old.includes(name) ? old.filter((other) => other !== name) : [...old, name];
  const others = Object.entries(selection.variables).filter(([one]) => one !== kind);
  return {
    ...selection,
    variables: { ...Object.fromEntries(others), ...(values.length > 0 ? { [kind]: values } : {}) },
  };
}

/** The filters with the selection in place of those of all levels; types, locations, tags and states stay. */
export function applySelection(filters: QueryFilters, { kind, ids, variables }: Selection): QueryFilters {
  const others = Object.entries(filters).filter(([name]) => !(TREE_KINDS as readonly string[]).includes(name));
  const levels = TREE_KINDS.map((one) => [one, [...(variables[one] ?? []), ...(kind === one ? ids : [])]] as const);
  return { ...Object.fromEntries(others), ...Object.fromEntries(levels.filter(([, values]) => values.length > 0)) };
}

// Azure compares ids without case.
function means(value: string, { id, name }: Ticked): boolean {
  const text = value.toLowerCase();
  return text === id.toLowerCase() || text === name?.toLowerCase();
}
