import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER, TO_PORTAL, TO_RESOURCE, TO_SUBSCRIPTION } from './links.ts';
import { SEVERITIES, SEVERITY } from './panels.ts';
import { stat } from './stats.ts';
import { table } from './tables.ts';

const filters = { customer: ['$customer'] };
const FIRED = { queryType: 'incidents', groupBy: 'customer', filters } as const;

export const alerts = dashboard({
  uid: 'azurecsp-alerts',
  title: 'Alerts and coverage',
  description: 'What fires, whose it is, which rules there are, and what nobody watches.',
  variables: [CUSTOMER],
  from: 'now-24h',
  panels: [
    ...SEVERITIES.map(([severity, meaning, color], index) =>
      stat(
        `${severity} ${meaning.replace('Informational', 'Info')}`,
        [index * 4, 0, 4, 4],
        `Fired alerts of severity ${severity} that nobody has closed.`,
        FIRED,
        {
          field: meaning.toLowerCase(),
          calc: 'sum',
          color,
        },
      ),
    ),
    stat(
      'Not watched',
      [20, 0, 4, 4],
      'Resource types of a subscription that lack rules which the baseline wants.',
      { queryType: 'coverage', groupBy: 'customer', filters },
      { field: 'gaps', calc: 'sum', color: 'orange', below: 'green' },
    ),
    table(
      'Firing',
      [0, 4, 15, 12],
      'Fired alerts of Azure Monitor, the most severe first.',
      { queryType: 'incidents', filters: { ...filters, monitorCondition: ['Fired'] }, limit: 500 },
      {
        columns: [
          { from: 'severity', title: 'Severity', width: 144, mappings: SEVERITY },
          { from: 'alertState', title: 'State', width: 120 },
          { from: 'Since', title: 'For', width: 84 },
          { from: 'customer', title: 'Customer', width: 170, links: [TO_CUSTOMER] },
          { from: 'ruleName', title: 'Rule', width: 150, links: [TO_PORTAL] },
          { from: 'resource', title: 'Resource', width: 140, links: [TO_RESOURCE] },
          { from: 'monitorService', title: 'Service', width: 130 },
          { from: 'description', title: 'Description' },
        ],
      },
    ),
    table('By customer', [15, 4, 9, 12], 'Fired alerts by customer and severity.', FIRED, {
      filterable: false,
      columns: [
        { from: 'customer', title: 'Customer', grows: true, width: 150, links: [TO_CUSTOMER] },
        { from: 'fired', title: 'Fired', width: 56 },
        ...SEVERITIES.map(([severity, meaning]) => ({ from: meaning.toLowerCase(), title: severity, width: 54 })),
      ],
    }),
    table(
      'Rules',
      [0, 16, 14, 12],
      'Alert rules of every kind, with their conditions in words.',
      { queryType: 'alertRules', filters, limit: 1000 },
      {
        columns: [
          { from: 'ruleName', title: 'Rule', width: 160 },
          { from: 'severity', title: 'Severity', width: 144, mappings: SEVERITY },
          { from: 'condition', title: 'Condition', grows: true, width: 320 },
          { from: 'customer', title: 'Customer', width: 160, links: [TO_CUSTOMER] },
          { from: 'enabled', title: 'Enabled', width: 96 },
          { from: 'ruleKind', title: 'Kind', width: 120 },
          { from: 'actionGroups', title: 'Action groups', width: 150 },
          { from: 'silencedBy', title: 'Silenced by' },
        ],
      },
    ),
    table(
      'What nobody watches',
      [14, 16, 10, 12],
      'Against the baseline: how many resources of a type in a subscription lack which kinds of rules.',
      { queryType: 'coverage', filters, limit: 1000 },
      {
        atLeast: ['coverageValue', 1],
        columns: [
          { from: 'missing', title: 'Lacking', width: 92 },
          { from: 'customer', title: 'Customer', width: 140, links: [TO_CUSTOMER] },
          { from: 'lacking', title: 'Kinds of rules', width: 150 },
          { from: 'resourceType', title: 'Type', width: 260 },
          { from: 'subscription', title: 'Subscription', links: [TO_SUBSCRIPTION] },
        ],
      },
    ),
  ],
});
