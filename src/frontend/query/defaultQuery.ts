import { CoreApp } from '@grafana/data';
import { DEFAULT_QUERY, type CspQuery } from '../../shared/query.ts';

/** What a new query asks: an overview in dashboards, what is wrong now in Explore, a number for each customer in alert rules. */
export function defaultQuery(app: CoreApp | string | undefined): CspQuery {
  switch (app) {
    case CoreApp.Explore:
      return { queryType: 'resourceHealth', filters: { state: ['Unavailable', 'Degraded'] } };
    case CoreApp.UnifiedAlerting:
      return { ...DEFAULT_QUERY, format: 'alerting' };
    default:
      return DEFAULT_QUERY;
  }
}
