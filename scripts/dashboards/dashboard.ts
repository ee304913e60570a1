import { DATA_SOURCE, type Json, type Panel } from './panels.ts';

interface VariableOptions {
  name: string;
  label: string;
  /** What it lists, as in `OPTION_KINDS`. */
  kind: string;
  scope?: Json;
  /** Default: several, and All. */
  single?: boolean;
  /** By name, or the worst first. */
  order?: 'badness';
}

/** A variable of the data source's own: names to choose from, ids as values. */
export function variable({ name, label, kind, scope, single = false, order }: VariableOptions): Json {
  return {
    name,
    label,
    type: 'query',
    datasource: DATA_SOURCE,
    query: { refId: name, kind, ...(scope ? { scope } : {}), ...(order ? { order } : {}) },
    refresh: 1,
    multi: !single,
    includeAll: !single,
    sort: 0,
    options: [],
    ...(single ? {} : { current: { text: ['All'], value: ['$__all'] } }),
  };
}

interface DashboardOptions {
  uid: string;
  title: string;
  description: string;
  variables: Json[];
  panels: Panel[];
  refresh?: string;
  from?: string;
  annotations?: Json[];
}

/** All dashboards are linked to each other by their tag and share the chosen customer. */
export function dashboard(options: DashboardOptions): Json {
  const { uid, title, description, variables, panels, refresh = '30s', from = 'now-1h', annotations = [] } = options;
  return {
    uid,
    title: `Azure CSP: ${title}`,
    description,
    tags: ['azure-csp'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    refresh,
    time: { from, to: 'now' },
    timezone: 'browser',
    graphTooltip: 1,
    links: [
      {
        type: 'dashboards',
        title: 'Azure CSP',
        tags: ['azure-csp'],
        asDropdown: true,
        keepTime: true,
        includeVars: true,
      },
    ],
    annotations: { list: annotations },
    templating: {
      list: [
        {
          name: 'datasource',
          label: 'Data source',
          type: 'datasource',
          query: DATA_SOURCE.type,
          hide: 0,
          refresh: 1,
          multi: false,
          includeAll: false,
          options: [],
          current: {},
        },
        ...variables,
      ],
    },
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  };
}

export const CUSTOMER = variable({ name: 'customer', label: 'Customer', kind: 'customer' });
/** For dashboards of one customer, which open at the one that is worst. */
export const ONE_CUSTOMER = variable({
  name: 'customer',
  label: 'Customer',
  kind: 'customer',
  single: true,
  order: 'badness',
});
