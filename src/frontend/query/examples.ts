import type { CspQuery } from '../../shared/query.ts';

interface Example {
  title: string;
  text: string;
  query: CspQuery;
}

const VM = 'Microsoft.Compute/virtualMachines';

/** Questions that a first look asks; each runs as it is, whatever the estate holds. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'What is wrong now?',
    text: 'Every resource that is Unavailable or Degraded, with since when and why',
    query: { queryType: 'resourceHealth', filters: { state: ['Unavailable', 'Degraded'] } },
  },
  {
    title: 'Which customers are worst off?',
    text: 'One row a customer, with how many resources are in which state',
    query: { queryType: 'healthSummary', groupBy: 'customer', filters: {} },
  },
  {
    title: 'How available were virtual machines?',
    text: 'Availability in the time range, by customer, planned maintenance left out',
    query: {
      queryType: 'availability',
      groupBy: 'customer',
      filters: { resourceType: [VM] },
      availability: { excludePlanned: true },
    },
  },
  {
    title: 'Is it Microsoft?',
    text: 'Active Service Health events, and whom each of them touches',
    query: { queryType: 'serviceHealthEvents', filters: { state: ['Active'] } },
  },
  {
    title: 'What fires?',
    text: 'Alerts that fire now, the gravest first',
    query: { queryType: 'incidents', filters: { monitorCondition: ['Fired'] } },
  },
  {
    title: 'What does nobody watch?',
    text: 'Resource types without the alert rules that they should have',
    query: { queryType: 'coverage', filters: { state: ['Missing', 'Partly'] } },
  },
  {
    title: 'What changed?',
    text: 'What came, went or scaled in the time range',
    query: { queryType: 'changes', filters: {} },
  },
  {
    title: 'What can’t be seen?',
    text: 'Tenants without access, with the reason and the remedy',
    query: { queryType: 'tenantAccess', filters: { state: ['NoAccess', 'Failed'] } },
  },
  {
    title: 'Anything else in Azure',
    text: 'A query in Kusto over all customers at once',
    query: {
      queryType: 'resourceGraph',
      kql: 'resources | summarize number = count() by type | order by number desc',
      filters: {},
    },
  },
];
