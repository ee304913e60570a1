import { dashboard, ONE_CUSTOMER, variable } from './dashboard.ts';
import { TO_RESOURCES } from './links.ts';
import { panel, target } from './panels.ts';
import { table } from './tables.ts';

const filters = { customer: ['$customer'], subscription: ['$subscription'] };
const SIZES = 'resources | summarize count() by type, location | order by count_ desc';

export const topology = dashboard({
  uid: 'azurecsp-topology',
  title: 'Topology',
  description: 'One customer as a graph, with health that rolls up from resources to the tenant.',
  variables: [
    ONE_CUSTOMER,
    variable({ name: 'subscription', label: 'Subscription', kind: 'subscription', scope: { customer: ['$customer'] } }),
  ],
  panels: [
    panel(
      'nodeGraph',
      'Topology',
      [0, 0, 24, 17],
      'Tenants, subscriptions, resource groups and the resources in trouble; the ring shows the states below.',
      { targets: [target({ queryType: 'topology', filters, limit: 150 })], options: { nodes: {}, edges: {} } },
    ),
    table(
      'Rollup',
      [0, 17, 13, 11],
      'Each group is as healthy as its worst member, and why.',
      { queryType: 'healthSummary', groupBy: 'resourceGroup', filters, rollup: { policy: 'worstOf' }, limit: 500 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 104, colored: true },
          { from: 'resourceGroup', title: 'Resource group', width: 160, links: [TO_RESOURCES] },
          { from: 'resources', title: 'Resources', width: 110 },
          { from: 'why', title: 'Why', width: 320 },
          { from: 'subscription', title: 'Subscription' },
        ],
      },
    ),
    table(
      'Inventory',
      [13, 17, 11, 11],
      'Any Kusto query over Resource Graph; this one counts resources by type and location.',
      { queryType: 'resourceGraph', filters: { customer: ['$customer'] }, kql: SIZES, limit: 500 },
      {
        columns: [
          { from: 'type', title: 'Type', width: 310 },
          { from: 'location', title: 'Location', width: 160 },
          { from: 'count_', title: 'Resources' },
        ],
      },
    ),
  ],
});
