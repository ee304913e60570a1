import { TREE_KINDS, type TreeKind } from '../../shared/tree.ts';
import type { Selection } from './selection.ts';

/** A dashboard variable as the tree shows it. */
export interface VariableNode {
  kind: TreeKind;
  /** `$name`, as filters hold it. */
  name: string;
}

/** What is known of a dashboard's variable. */
export interface DashboardVariable {
  name: string;
  /** Ours say what they list. */
  query?: unknown;
}

/** Variables that stand for a level of the tree: those that list it, those that are named after it, and those in use. */
export function variableNodes(variables: readonly DashboardVariable[], selection: Selection): VariableNode[] {
  const offered = variables.flatMap(({ name, query }) => {
    const listed = typeof query === 'object' && query !== null ? (query as { kind?: unknown }).kind : undefined;
    const kind = TREE_KINDS.find((one) => one === listed || one.toLowerCase() === name.toLowerCase());
    return kind ? [{ kind, name: `$${name}` }] : [];
  });
  const used = TREE_KINDS.flatMap((kind) => (selection.variables[kind] ?? []).map((name) => ({ kind, name })));
  const all = [...offered, ...used];
  return all.filter(
    ({ kind, name }, index) => all.findIndex((other) => other.kind === kind && other.name === name) === index,
  );
}
