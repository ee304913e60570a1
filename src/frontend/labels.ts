import type { Grouping } from '../shared/grouping.ts';
import type { OptionKind, TreeKind } from '../shared/tree.ts';

/** What Azure calls the kinds of things, in the singular, with the words for help texts. */
export const KIND_LABELS: Record<OptionKind | Grouping, { one: string; many: string; help: string }> = {
  customer: {
    one: 'Customer',
    many: 'Customers',
    help: 'Customers in Partner Center, and tenants written into the settings',
  },
  tenant: { one: 'Tenant', many: 'Tenants', help: 'Microsoft Entra tenants' },
  subscription: { one: 'Subscription', many: 'Subscriptions', help: 'Azure subscriptions' },
  resourceGroup: {
    one: 'Resource group',
    many: 'Resource groups',
    help: 'Resource groups; a name stands for all groups of that name',
  },
  resource: { one: 'Resource', many: 'Resources', help: 'Resources by name or id' },
  resourceType: { one: 'Resource type', many: 'Resource types', help: 'Such as Microsoft.Compute/virtualMachines' },
  location: { one: 'Location', many: 'Locations', help: 'Azure regions' },
  tag: { one: 'Tag', many: 'Tags', help: 'name for anything that has the tag, name=value for that value' },
  severity: {
    one: 'Severity',
    many: 'Severities',
    help: 'Sev0 critical, Sev1 error, Sev2 warning, Sev3 informational, Sev4 verbose',
  },
  monitorCondition: { one: 'Monitor condition', many: 'Monitor conditions', help: 'Fired, or resolved since' },
  alertState: { one: 'Alert state', many: 'Alert states', help: 'What people made of it: new, acknowledged or closed' },
  monitorService: { one: 'Monitor service', many: 'Monitor services', help: 'The service that fired the alert' },
  rule: { one: 'Alert rule', many: 'Alert rules', help: 'Alert rules; a name stands for all rules of that name' },
  ruleKind: { one: 'Kind of rule', many: 'Kinds of rules', help: 'What a rule watches' },
  state: { one: 'State', many: 'States', help: 'Only what is in one of these states' },
  eventType: { one: 'Event type', many: 'Event types', help: 'Types of Service Health events, such as ServiceIssue' },
  level: { one: 'Level', many: 'Levels', help: 'How grave Microsoft has a Service Health event' },
  service: { one: 'Service', many: 'Services', help: 'Azure services that a Service Health event touches' },
  region: {
    one: 'Region',
    many: 'Regions',
    help: 'Regions that a Service Health event touches; a location such as westeurope is taken too',
  },
  trackingId: { one: 'Tracking id', many: 'Tracking ids', help: "Microsoft's ids of Service Health events" },
  api: { one: 'API', many: 'APIs', help: "Microsoft's APIs, such as Azure Resource Graph" },
  status: { one: 'Status', many: 'Statuses', help: 'HTTP statuses such as 429, or a class of them such as 5xx' },
  reason: {
    one: 'Reason',
    many: 'Reasons',
    help: 'Why Microsoft was called, such as collector:alerts; collector stands for all collectors',
  },
  section: { one: 'Section', many: 'Sections', help: 'What is collected, such as resourceHealth' },
  errorCode: { one: 'Error code', many: 'Error codes', help: "Microsoft's or the plugin's code of the error" },
};

/** Grafana's icons for the levels of the estate; all exist from 10.4 on. */
export const KIND_ICONS = {
  customer: 'building',
  tenant: 'users-alt',
  subscription: 'key-skeleton-alt',
  resourceGroup: 'folder',
  resource: 'cube',
} as const satisfies Record<TreeKind, string>;
