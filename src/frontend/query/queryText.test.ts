import { queryText } from './queryText.ts';

const VM = 'Microsoft.Compute/virtualMachines';
const ID = '22222222-0000-4000-8000-000000000001';

it.each<[object, string]>([
  [
    {
      queryType: 'resourceHealth',
      filters: { state: ['Unavailable', 'Degraded'], resourceType: [VM], customer: ['a', 'b', 'c'] },
    },
    'Unavailable or Degraded virtual machines of 3 customers, worst first',
  ],
  [
    { queryType: 'healthSummary', groupBy: 'location', filters: { customer: ['$customer'] } },
    'Worst health of $customer by location, worst first',
  ],
  [
    { queryType: 'incidents', filters: { severity: ['Sev0', 'Sev1'], monitorCondition: ['Fired'] }, limit: 20 },
    'Sev0 or Sev1 Fired incidents, firing first, at most 20',
  ],
  [
    { queryType: 'changes', filters: { subscription: [ID], tenant: ['Contoso'] }, sort: '-count' },
    'Changes of Contoso, 1 subscription, by count, highest first',
  ],
  [
    {
      queryType: 'metrics',
      filters: { resource: [`/subscriptions/${ID}/x/vm-01`] },
      metric: { name: 'Percentage CPU' },
    },
    'Average of Percentage CPU of vm-01',
  ],
  [{ queryType: 'metrics' }, 'A metric (not chosen yet) of resources'],
  [{ queryType: 'resourceGraph', kql: 'resources\n| take 5' }, 'Resource Graph: resources | take 5'],
  [
    { queryType: 'healthSummary', format: 'alerting' },
    'Worst health of resources by customer, as numbers for alerting',
  ],
  [{ queryType: 'resourceGraph' }, 'Resource Graph: a query (not written yet)'],
  [{ queryType: 'apiAccessLog', filters: { state: ['Failed'] } }, 'Failed calls to Microsoft, newest first'],
  [{ queryType: 'apiAccessLog', groupBy: 'tenant' }, 'Calls to Microsoft by tenant, most calls first'],
  [{ queryType: 'incidents', groupBy: 'severity' }, 'Incidents by severity'],
  [
    { queryType: 'coverage', filters: { resourceType: [VM] } },
    'Coverage of virtual machines by alert rules, least covered first',
  ],
  [{ queryType: 'moon' }, '“moon”, which this version does not know'],
  [{}, 'Nothing is asked yet'],
])('%j reads %j', (query, text) => {
  expect(queryText(query)).toBe(text);
});

it('should call ids by their names where they are known', () => {
  const query = { queryType: 'resources', filters: { customer: [ID] } };
  expect(queryText(query, (kind, value) => (kind === 'customer' && value === ID ? 'Contoso' : undefined))).toBe(
    'Resources of Contoso, worst first',
  );
});
