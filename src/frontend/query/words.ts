import type { QueryType, QueryTypeInfo } from '../../shared/queryTypes.ts';

/** How a query type reads in a sentence. */
export interface Words {
  /** `{things}` are what is asked for, with its filters; `{input}` is the metric or the query in Kusto. */
  frame: string;
  noun: string;
  /** How rows come when nothing is chosen; empty where there is no order to speak of. */
  order: string;
}

const WORDS: Partial<Record<QueryType, Partial<Words>>> = {
  resourceHealth: { noun: 'resources' },
  healthSummary: { frame: 'worst health of {things}', noun: 'resources' },
  healthHistory: { frame: 'health over time of {things}', noun: 'resources', order: '' },
  availability: { frame: 'availability of {things}', noun: 'resources', order: 'least available first' },
  topology: { frame: 'graph of {things}', noun: 'resources', order: '' },
  changes: { noun: 'changes', order: 'newest first' },
  alertRules: { order: 'enabled first' },
  incidents: { order: 'firing first' },
  coverage: { frame: 'alert rules that {things} lack', noun: 'resources', order: 'least covered first' },
  serviceHealthEvents: { noun: 'Service Health events', order: 'active first' },
  impactedResources: { noun: 'resources named by Service Health', order: 'active first' },
  tenantAccess: { frame: 'access to {things}', noun: 'tenants' },
  collectorStatus: { frame: 'collection: {things}', noun: 'sections' },
  activityLog: { noun: 'activity log entries', order: 'newest first' },
  metrics: { frame: '{input} of {things}', noun: 'resources', order: '' },
  resourceGraph: { frame: 'Resource Graph: {input}', order: '' },
};

/** A type that isn't in the list reads by its label: a new one needs no words of its own. */
export function wordsOf(queryType: string, info: QueryTypeInfo): Words {
  return {
    frame: '{things}',
    noun: info.label.toLowerCase(),
    order: 'worst first',
    ...WORDS[queryType as QueryType],
  };
}
