import type { CollectionOptions, OptionalSection } from '../../shared/settings.ts';

const DAY = 86_400;

export type NumberOption = Exclude<keyof CollectionOptions, 'sections'>;

interface NumberInfo {
  name: NumberOption;
  help: string;
  /** The backend's default. */
  standard: number;
  least: number;
  most: number;
}

/** How often each part of the estate is read. */
export const CADENCES: NumberInfo[] = [
  {
    name: 'discoverySeconds',
    help: 'How often customers, tenants and subscriptions are looked for',
    standard: 3600,
    least: 60,
    most: DAY,
  },
  {
    name: 'inventorySeconds',
    help: 'How often resource groups and resources are read',
    standard: 1800,
    least: 60,
    most: DAY,
  },
  {
    name: 'resourceHealthSeconds',
    help: 'How often the health of all resources is read',
    standard: 120,
    least: 15,
    most: DAY,
  },
  {
    name: 'eventsSeconds',
    help: 'How often Microsoft’s incidents, maintenance and advisories are read',
    standard: 300,
    least: 15,
    most: DAY,
  },
  {
    name: 'alertRulesSeconds',
    help: 'How often alert rules, action groups and alert processing rules are read',
    standard: 1800,
    least: 60,
    most: DAY,
  },
  { name: 'alertsSeconds', help: 'How often fired alerts are read', standard: 60, least: 15, most: DAY },
  {
    name: 'changesSeconds',
    help: 'How often Azure’s record of changes to resources is read',
    standard: 600,
    least: 60,
    most: DAY,
  },
  {
    name: 'concurrency',
    help: 'Most requests under way at the same time to one Microsoft host',
    standard: 32,
    least: 1,
    most: 256,
  },
];

/** How much of the past is kept. */
export const ROOM: NumberInfo[] = [
  { name: 'historyDays', help: 'How long the history of health is kept', standard: 90, least: 1, most: 1000 },
  {
    name: 'historyMegabytes',
    help: 'Room for the history of health on disk; the oldest goes first',
    standard: 1024,
    least: 16,
    most: 65_536,
  },
  {
    name: 'accessLogMegabytes',
    help: 'Room for the log of calls to Microsoft; the oldest goes first, and all after 7 days',
    standard: 256,
    least: 16,
    most: 65_536,
  },
];

/** What may be switched off, and what is missing then. */
export const SECTION_INFO: Record<OptionalSection, { label: string; help: string }> = {
  resourceHealth: { label: 'Resource Health', help: 'The state of each resource, its history and all summaries of it' },
  serviceHealthEvents: {
    label: 'Service Health events',
    help: 'Microsoft’s incidents, planned maintenance and advisories',
  },
  impactedResources: { label: 'Impacted resources', help: 'Which resources an event touches' },
  vmAnnotations: { label: 'VM annotations', help: 'Why a virtual machine was unavailable, and who caused it' },
  alertRules: { label: 'Alert rules', help: 'Alert rules, action groups, and what isn’t watched by any' },
  alerts: { label: 'Fired alerts', help: 'Alerts of Azure Monitor, with their states' },
  resourceChanges: { label: 'Resource changes', help: 'Azure’s record of who changed what' },
};
