import type { NumberOption } from '../../shared/collection.ts';
import type { OptionalSection } from '../../shared/settings.ts';

interface NumberInfo {
  name: NumberOption;
  help: string;
}

/** How often each part of the estate is read. */
export const CADENCES: NumberInfo[] = [
  {
    name: 'discoverySeconds',
    help: 'How often customers, tenants and subscriptions are looked for',
  },
  {
    name: 'inventorySeconds',
    help: 'How often resource groups and resources are read',
  },
  {
    name: 'resourceHealthSeconds',
    help: 'How often the health of all resources is read',
  },
  {
    name: 'eventsSeconds',
    help: 'How often Microsoft’s incidents, maintenance and advisories are read',
  },
  {
    name: 'alertRulesSeconds',
    help: 'How often alert rules, action groups and alert processing rules are read',
  },
  { name: 'alertsSeconds', help: 'How often fired alerts are read' },
  {
    name: 'changesSeconds',
    help: 'How often Azure’s record of changes to resources is read',
  },
  {
    name: 'concurrency',
    help: 'Most requests under way at the same time to one Microsoft host',
  },
];

/** How much of the past is kept. */
export const ROOM: NumberInfo[] = [
  { name: 'historyDays', help: 'How long the history of health is kept' },
  {
    name: 'historyMegabytes',
    help: 'Room for the history of health on disk; the oldest goes first',
  },
  {
    name: 'accessLogMegabytes',
    help: 'Room for the log of calls to Microsoft; the oldest goes first, and all after 7 days',
  },
];

/** What may be switched off, and what is missing then. */
export const SECTION_INFO: Record<OptionalSection, { label: string; help: string }> = {
  resourceHealth: { label: 'Resource Health', help: 'The state of each resource, its history and all summaries of it' },
  serviceHealthEvents: {
    label: 'Service Health events',
    help: 'Microsoft’s incidents, planned maintenance and advisories',
  },
  tenantEvents: {
    label: 'Events of whole tenants',
    help: 'Service Health events that touch a tenant as a whole and that no subscription is told of',
  },
  emergingIssues: { label: 'Emerging issues', help: 'What Azure’s public status says, which is about no customer' },
  impactedResources: { label: 'Impacted resources', help: 'Which resources an event touches' },
  vmAnnotations: { label: 'VM annotations', help: 'Why a virtual machine was unavailable, and who caused it' },
  alertRules: { label: 'Alert rules', help: 'Alert rules, action groups, and what isn’t watched by any' },
  alerts: { label: 'Fired alerts', help: 'Alerts of Azure Monitor, with their states' },
  resourceChanges: { label: 'Resource changes', help: 'Azure’s record of who changed what' },
};
