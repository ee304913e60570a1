import { isTexts } from '../../shared/json.ts';
import { isAll, type FilterName, type QueryFilters } from '../../shared/query.ts';
import { OPTION_KINDS, TREE_KINDS, type OptionKind } from '../../shared/tree.ts';
import type { AzureCspVariableQuery } from '../types.ts';

const VARIABLE_REF_ID = 'AzureCspVariable';

/** Filters that a variable of this kind can be narrowed by: the levels above it; for types, locations and the like the upper three. */
export function parentsOf(kind: OptionKind): FilterName[] {
  const level = (TREE_KINDS as readonly string[]).indexOf(kind);
  const parents: FilterName[] = level >= 0 ? TREE_KINDS.slice(0, level) : ['customer', 'tenant', 'subscription'];
  return kind === 'resource' ? [...parents, 'resourceType', 'location', 'tag', 'state'] : parents;
}

/** A saved variable query, whatever was saved: Grafana hands an empty text to a new variable. */
export function readVariableQuery(saved: unknown): AzureCspVariableQuery {
  const raw = (typeof saved === 'object' && saved !== null ? saved : {}) as Partial<AzureCspVariableQuery>;
  const kind = raw.kind && (OPTION_KINDS as readonly string[]).includes(raw.kind) ? raw.kind : 'customer';
  return { ...raw, refId: VARIABLE_REF_ID, kind, scope: readScope(raw.scope) };
}

/** What of a saved variable query can't be used; the editor says it, and nothing is lost until something is chosen. */
export function variableProblems(saved: unknown): string[] {
  if (saved === undefined || saved === null || saved === '') {
    return [];
  }
  if (typeof saved !== 'object') {
    return [`“${String(saved)}” is not a query of this data source.`];
  }
  const { kind, scope } = saved as { kind?: unknown; scope?: unknown };
  const unknown = kind !== undefined && !(OPTION_KINDS as readonly unknown[]).includes(kind);
  const lists = typeof scope === 'object' && scope !== null ? Object.entries(scope) : [];
  return [
    ...(unknown ? [`“${typeof kind === 'string' ? kind : JSON.stringify(kind)}” is nothing that can be listed.`] : []),
    ...(scope !== undefined && (typeof scope !== 'object' || Array.isArray(scope))
      ? ['The scope is not an object of lists.']
      : []),
    ...lists.filter(([, values]) => !isTexts(values)).map(([name]) => `Scope “${name}” is not a list of texts.`),
  ];
}

/** Keeps those narrowings that still apply when another kind is chosen. */
export function scopeFor(kind: OptionKind, scope: QueryFilters | undefined): QueryFilters {
  const parents = parentsOf(kind);
  return Object.fromEntries(
    Object.entries(scope ?? {}).filter(([name, values]) => parents.includes(name as FilterName) && !isAll(values)),
  );
}

/** `Subscriptions within customer $customer`: what Grafana lists as the variable's definition. */
export function describe(query: AzureCspVariableQuery, label: string): string {
  const within = Object.entries(query.scope ?? {}).filter(([, values]) => !isAll(values));
  const scope = within.map(([name, values]) => `${name} ${values.join(', ')}`).join(' and ');
  return `${label}${scope && ` within ${scope}`}${query.order === 'badness' ? ', worst first' : ''}`;
}

function readScope(raw: unknown): QueryFilters {
  const entries = typeof raw === 'object' && raw !== null ? Object.entries(raw) : [];
  return Object.fromEntries(entries.filter(([, values]) => isTexts(values)));
}
