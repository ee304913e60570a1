/** What is opened in a browser. */
export interface Dashboard {
  /** As in its uid, after `azurecsp-`. */
  name: string;
  /** Text that must be on it. */
  shows: string[];
  /** Panels that the world leaves empty, or that name `No data` as a state of single things or times. */
  mayBeEmpty?: string[];
}

export const DASHBOARDS: Dashboard[] = [
  {
    name: 'wall',
    shows: ['Contoso', 'Fabrikam', 'Not healthy', 'No access'],
    mayBeEmpty: ['Customers by worst state'],
  },
  { name: 'wall-many', shows: ['The worst 8', 'All customers', 'Not healthy'] },
  {
    name: 'customer',
    shows: ['Health over time', 'Events at Microsoft'],
    mayBeEmpty: ['Subscriptions by worst state', 'Health over time', 'Impacted resources', 'Changes'],
  },
  { name: 'events', shows: ['Active incidents', 'Impacted resources'] },
  { name: 'alerts', shows: ['Firing', 'What nobody watches'] },
  {
    name: 'resources',
    shows: ['Resources by badness', 'Its activity log'],
    mayBeEmpty: ['Its health over time', 'Its alerts', 'Its changes'],
  },
  { name: 'topology', shows: ['Rollup', 'Inventory'] },
  { name: 'access', shows: ['What is collected', 'Calls to Microsoft'] },
];
export const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
];

const EXPLORE = encodeURIComponent(
  JSON.stringify({
    datasource: 'azurecsp',
    queries: [
      {
        refId: 'A',
        datasource: { uid: 'azurecsp' },
        queryType: 'resourceHealth',
        filters: { state: ['Unavailable', 'Degraded'] },
      },
    ],
    range: { from: 'now-1h', to: 'now' },
  }),
);
export const PAGES = [
  { name: 'wall-edit', path: '/d/azurecsp-wall?editPanel=7', shows: ['Resource health', 'Unavailable'] },
  { name: 'explore', path: `/explore?left=${EXPLORE}`, shows: ['Resource health'], height: 1400 },
  {
    name: 'config',
    path: '/connections/datasources/edit/azurecsp',
    shows: ['Credentials', 'Partner Center', 'Tenants'],
    height: 2200,
  },
  {
    name: 'alert-rule',
    path: '/alerting/grafana/azurecsp-customer-unavailable/view',
    shows: ['Customer has unavailable resources'],
    height: 1600,
  },
];
