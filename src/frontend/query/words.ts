import type { Grouping } from '../../shared/query.ts';
import type { QueryType, QueryTypeInfo } from '../../shared/queryTypes.ts';

/** How a query type reads in a sentence. */
export interface Words {
  /** `{things}` are what is asked for, with its filters; `{metric}` and `{kql}` what is typed in. */
  frame: string;
  noun: string;
  /** How rows come when nothing is chosen; empty where there is no order to speak of. */
  order: string;
  /** The same of groups. */
  groupOrder?: string;
}

const WORDS: Partial<Record<QueryType, Partial<Words>>> = {
  resourceHealth: { noun: 'resources' },
  healthSummary: { frame: 'worst health of {things}', noun: 'resources' },
  healthHistory: { frame: 'health over time of {things}', noun: 'resources', order: '' },
  availability: { frame: 'availability of {things}', noun: 'resources', order: 'least available first' },
  topology: { frame: 'graph of {things}', noun: 'resources', order: '' },
  changes: { noun: 'changes', order: 'newest first' },
  alertRules: { order: 'enabled first' },
  incidents: { order: 'firing first', groupOrder: 'most fired first' },
  coverage: { noun: 'coverage of resources by alert rules', order: 'least covered first' },
  serviceHealthEvents: { noun: 'Service Health events', order: 'active first' },
  impactedResources: { noun: 'resources named by Service Health', order: 'active first' },
  collectorStatus: { frame: 'collection: {things}', noun: 'sections' },
  apiAccessLog: { noun: 'calls to Microsoft', order: 'newest first', groupOrder: 'most calls first' },
  activityLog: { noun: 'activity log entries', order: 'newest first' },
  metrics: { frame: '{metric} of {things}', noun: 'resources', order: '' },
  resourceGraph: { frame: 'Resource Graph: {kql}', order: '' },
};

/** Groups of these come in their own order. */
const ORDERED: readonly unknown[] = ['severity', 'status'] satisfies Grouping[];

/** A type that isn't in the list reads by its label: a new one needs no words of its own. */
export function wordsOf(queryType: string, info: QueryTypeInfo, groupBy?: Grouping): Words {
  const words: Words = {
    frame: '{things}',
    noun: info.label.toLowerCase(),
    order: 'worst first',
    ...WORDS[queryType as QueryType],
  };
  const { order, groupOrder = order } = words;
  return groupBy ? { ...words, order: ORDERED.includes(groupBy) ? '' : groupOrder } : words;
}
