/** Levels of the estate, outermost first. A tenant without a customer in Partner Center is its own customer. */
export const TREE_KINDS = ['customer', 'tenant', 'subscription', 'resourceGroup', 'resource'] as const;
export type TreeKind = (typeof TREE_KINDS)[number];

/** One node of the scope tree, as `GET /tree?parent=` returns it. */
export interface TreeNode {
  kind: TreeKind;
  /** Unique in the tree and usable as a filter value of its kind: a tenant id, subscription id or ARM resource id. */
  id: string;
  /** Display name. */
  name: string;
  /** Names from the top down to the parent, for search results. */
  path: string[];
  hasChildren: boolean;
  /** Worst health below, as in `health.ts`; null where nothing is known. */
  healthValue: number | null;
}

/** Body of `GET /tree?parent=KIND:ID&search=TEXT&after=CURSOR&limit=N`. No parent: the customers. With `search`: matches of any kind below the parent. */
export interface TreePage {
  nodes: TreeNode[];
  /** Pass as `after` for the next page; absent on the last. */
  next?: string;
  /** Matches in all. */
  total: number;
}

/** Kinds of things that `GET /options` lists. */
export const OPTION_KINDS = [
  'customer',
  'tenant',
  'subscription',
  'resourceGroup',
  'resource',
  'resourceType',
  'location',
  'tag',
  'state',
  'severity',
  'monitorCondition',
  'alertState',
  'monitorService',
  'rule',
  'ruleKind',
  'eventType',
  'level',
  'service',
  'region',
  'trackingId',
  'api',
  'status',
  'reason',
  'errorCode',
] as const;
export type OptionKind = (typeof OPTION_KINDS)[number];

/** One choice for a variable or a filter. */
export interface Option {
  /** What is shown. */
  text: string;
  /** What a filter takes. */
  value: string;
}

/** Body of `GET /options?kind=KIND&scope=JSON&search=TEXT&limit=N`; `scope` is a JSON object of `QueryFilters`. Kind `state` also takes `queryType=TYPE`. */
export interface OptionsPage {
  options: Option[];
  total: number;
}
