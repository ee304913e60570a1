import { AnnotationEventFieldSource, type AnnotationEventMappings } from '@grafana/data';
import type { CspQuery } from '../../shared/query.ts';
import type { AzureCspQuery } from '../types.ts';
import { without } from '../without.ts';
import { setQueryType } from './changeQuery.ts';

export type AnnotationKind = 'health' | 'events' | 'incidents' | 'changes';

interface KindInfo {
  value: AnnotationKind;
  label: string;
  description: string;
  query: Pick<CspQuery, 'queryType' | 'filters'>;
}

/** What can be marked in a graph; each has a time, an end where it has one, a title, a text and tags. */
export const ANNOTATION_KINDS: readonly KindInfo[] = [
  {
    value: 'health',
    label: 'Health changes',
    description: 'When resources became unavailable or well again, with the state before and after',
    query: { queryType: 'changes', filters: { state: ['HealthChanged'] } },
  },
  {
    value: 'events',
    label: 'Service events',
    description: 'Incidents, maintenance and advisories of Microsoft, as regions from begin to end',
    query: { queryType: 'serviceHealthEvents' },
  },
  {
    value: 'incidents',
    label: 'Incidents',
    description: 'Fired alerts, as regions until they are resolved, tagged with their severity',
    query: { queryType: 'incidents' },
  },
  {
    value: 'changes',
    label: 'Changes',
    description: 'Resources that came, went, scaled or were changed, and who changed them',
    query: { queryType: 'changes', filters: { state: ['Created', 'Updated', 'Deleted', 'Scaled'] } },
  },
];

const [HEALTH] = ANNOTATION_KINDS as [KindInfo];
export const DEFAULT_ANNOTATION: Partial<AzureCspQuery> = { ...HEALTH.query };

/** Which of the kinds a query is; undefined for any other query: it is an annotation too if its columns make one. */
export function kindOf({ queryType, filters }: Partial<AzureCspQuery>): AnnotationKind | undefined {
  const states = filters?.state;
  if (queryType === 'changes' && Array.isArray(states) && states.includes('HealthChanged')) {
    return states.length === 1 ? 'health' : 'changes';
  }
  return ANNOTATION_KINDS.find(({ query, value }) => value !== 'health' && query.queryType === queryType)?.value;
}

/** The query of another kind within the same scope. */
export function setKind(query: AzureCspQuery, kind: AnnotationKind): AzureCspQuery {
  const chosen = ANNOTATION_KINDS.find(({ value }) => value === kind) ?? HEALTH;
  const { filters, ...rest } = setQueryType(query, chosen.query.queryType);
  // Annotations are single rows; groups have no time.
  const next = {
    ...without(rest, 'groupBy'),
    filters: { ...without(filters ?? {}, 'state'), ...chosen.query.filters },
  };
  return next as AzureCspQuery;
}

/** Columns that Grafana would not find by their names. */
export function mappingsOf(queryType: string | undefined): AnnotationEventMappings | undefined {
  const field = (value: string) => ({ source: AnnotationEventFieldSource.Field, value });
  switch (queryType) {
    case 'incidents':
      return {
        time: field('startDateTime'),
        timeEnd: field('resolvedDateTime'),
        title: field('ruleName'),
        text: field('description'),
        tags: field('severity'),
        id: field('alertId'),
      };
    case 'resourceHealth':
      return { time: field('occurredAt'), text: field('summary'), tags: field('healthState'), id: field('resourceId') };
    default:
      return undefined;
  }
}
