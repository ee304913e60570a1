import { SMALL_ALERTS, SMALL_RESOURCES } from '../simulator/world/smallIds.ts';
import { noticesOf, type Row, rowsOf, SMALL, START, TestEstate } from './estate.ts';
import { truthOf } from './truth.ts';

interface Truth {
  alertId: string;
  subscriptionId: string;
  ruleName: string;
  severity: number;
  condition: string;
  state: string;
  service: string;
  firedAt: string;
  resolvedAt: string | null;
  suppressed: boolean;
}

const MINUTE = 60_000;
const guidOf = (row: Row) => String(row.alertId).split('/').pop();
let estate: TestEstate;
beforeEach(async () => {
  estate = await TestEstate.start();
});
afterEach(() => estate.close());

async function expectTruth(): Promise<void> {
  const truth = await truthOf<Truth>(estate, 'alerts?visible=true');
  const rows = rowsOf(await estate.ask({ queryType: 'incidents' }));
  const told = rows.map((row) => [
    guidOf(row),
    row.subscriptionId,
    row.ruleName,
    row.severity,
    row.monitorCondition,
    row.alertState,
    row.monitorService,
    row.startDateTime,
    row.resolvedDateTime,
    row.suppressed,
  ]);
  const expected = truth.map((one) => [
    one.alertId,
    one.subscriptionId,
    one.ruleName,
    `Sev${one.severity}`,
    one.condition,
    one.state,
    one.service,
    Date.parse(one.firedAt),
    one.resolvedAt === null ? null : Date.parse(one.resolvedAt),
    one.suppressed,
  ]);
  const sorted = (list: unknown[][]) => [...list].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  expect(sorted(told)).toEqual(sorted(expected));
}

test('says what the world says, at the start and as alerts fire, resolve and grow old', async () => {
  await expectTruth();
  // Reads of what is new: one fires at 13:01 and resolves at 13:31.
  await estate.after(62);
  await expectTruth();
  expect(rowsOf(await estate.ask({ queryType: 'incidents' })).map(guidOf)).toContain(SMALL_ALERTS.siteDown);
  await estate.after(31);
  await expectTruth();
  // A full read, which finds that Azure has forgotten what is older than 30 days.
  await estate.after(27.5 * 24 * 60);
  await expectTruth();
  expect(rowsOf(await estate.ask({ queryType: 'incidents' })).map(guidOf)).not.toContain(SMALL_ALERTS.closed);
});

test('a read of what is new loses nothing, and needs Resource Graph alone', async () => {
  const before = rowsOf(await estate.ask({ queryType: 'incidents' })).length;
  estate.simulator.faults.add({ service: 'alertsManagement', status: 500 });
  await estate.after(2);
  expect(rowsOf(await estate.ask({ queryType: 'incidents' })).length).toBe(before);
  expect((await truthOf(estate, 'alerts?visible=true')).length).toBe(before);
});

test('while nothing can be read, the rows stay and are marked', async () => {
  const before = rowsOf(await estate.ask({ queryType: 'incidents' })).length;
  estate.simulator.faults.add({ service: 'resourceGraph', status: 500 });
  estate.simulator.faults.add({ service: 'alertsManagement', status: 500 });
  await estate.after(2);
  const rows = rowsOf(await estate.ask({ queryType: 'incidents' }));
  expect(rows.length).toBe(before);
  expect(rows.every((row) => row.stale === true)).toBe(true);
});

test('Alerts Management stands in for Resource Graph', async () => {
  await estate.close();
  estate = await TestEstate.start({ begin: false });
  estate.simulator.faults.add({ service: 'resourceGraph', status: 500 });
  estate.estate.start();
  await estate.estate.idle();
  await expectTruth();
});

test('what fires comes first, then the worst and newest; a row is complete', async () => {
  const rows = rowsOf(await estate.ask({ queryType: 'incidents' }));
  expect(rows.map(guidOf)).toEqual([
    SMALL_ALERTS.resourceHealth,
    SMALL_ALERTS.failedOrders,
    SMALL_ALERTS.cpuAcknowledged,
    SMALL_ALERTS.anomalies,
    SMALL_ALERTS.serviceHealth,
    SMALL_ALERTS.cpuResolved,
    SMALL_ALERTS.closed,
    SMALL_ALERTS.administrative,
  ]);
  const [, , row] = rows;
  const id = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-02`;
  expect(row).toMatchObject({
    severity: 'Sev2',
    monitorCondition: 'Fired',
    alertState: 'Acknowledged',
    firing: true,
    startDateTime: START - 18 * MINUTE,
    durationSeconds: 18 * 60,
    ruleName: 'cpu-web',
    description: 'CPU of the web servers',
    customer: 'Contoso',
    subscription: 'Contoso Production',
    resourceGroup: 'rg-web',
    resource: 'vm-web-02',
    resourceType: 'Microsoft.Compute/virtualMachines',
    monitorService: 'Platform',
    signalType: 'Metric',
    suppressed: false,
    agedOut: false,
    lastModified: START - 10 * MINUTE,
    resolvedDateTime: null,
    observedAt: START,
    ageSeconds: 0,
    stale: false,
    resourceId: id,
  });
  expect(row?.portalUrl).toBe(
    `https://portal.azure.com/#@${SMALL.contoso}/blade/Microsoft_Azure_Monitoring/AlertDetailsTemplateBlade/alertId/${encodeURIComponent(String(row?.alertId))}`,
  );
});

test('alerts that Azure never resolves stop to count after some hours', async () => {
  const firing = async (statelessHours?: number) => {
    const rows = rowsOf(await estate.ask({ queryType: 'incidents', statelessHours }));
    return rows.filter((row) => row.firing).map(guidOf);
  };
  expect(await firing()).toContain(SMALL_ALERTS.serviceHealth);
  expect(await firing(0.25)).toEqual([
    SMALL_ALERTS.resourceHealth,
    SMALL_ALERTS.cpuAcknowledged,
    SMALL_ALERTS.anomalies,
  ]);
  await expect(estate.ask({ queryType: 'incidents', statelessHours: 1000 })).rejects.toThrow(/0 to 720/);
});

test('is filtered by each of its filters', async () => {
  const ask = async (filters: object) => rowsOf(await estate.ask({ queryType: 'incidents', filters })).map(guidOf);
  expect(await ask({ severity: ['sev0', 'Sev1'] })).toEqual([SMALL_ALERTS.resourceHealth, SMALL_ALERTS.failedOrders]);
  expect(await ask({ monitorCondition: ['Resolved'] })).toEqual([SMALL_ALERTS.cpuResolved, SMALL_ALERTS.closed]);
  expect(await ask({ alertState: ['Acknowledged'] })).toEqual([SMALL_ALERTS.cpuAcknowledged]);
  expect(await ask({ monitorService: ['ServiceHealth'] })).toEqual([SMALL_ALERTS.serviceHealth]);
  expect(await ask({ rule: ['failed-orders'] })).toEqual([SMALL_ALERTS.failedOrders]);
  expect(await ask({ resource: ['vm-web-02'] })).toEqual([SMALL_ALERTS.cpuAcknowledged]);
  expect(await ask({ customer: ['Northwind Traders'] })).toEqual([SMALL_ALERTS.resourceHealth]);
  const gone = await estate.ask({ queryType: 'incidents', filters: { rule: ['no-such-rule'] } });
  expect(noticesOf(gone).join(' ')).toMatch(/Alert rule 'no-such-rule' is no longer known/);
});

test('a resource, group or rule without alerts is not called gone', async () => {
  const ask = async (filters: object) =>
    noticesOf(await estate.ask({ queryType: 'incidents', filters })).filter((text) => /no longer known/.test(text));
  expect(
    await ask({ resource: [SMALL_RESOURCES.vault, 'kv-contoso', 'vm-gone', `${SMALL_RESOURCES.vault}-gone`] }),
  ).toEqual([expect.stringMatching(/^Resource 'vm-gone'/), expect.stringMatching(/^Resource '.*kv-contoso-gone'/)]);
  expect(await ask({ resourceGroup: ['RG-Data', 'rg-gone'] })).toEqual([
    expect.stringMatching(/^Resource group 'rg-gone'/),
  ]);
  expect(await ask({ resourceType: ['microsoft.keyvault/vaults', 'Contoso.Gone/things'] })).toEqual([
    expect.stringMatching(/^Resource type 'Contoso.Gone/),
  ]);
  expect(await ask({ rule: ['resource-health'], customer: ['Northwind Traders'] })).toHaveLength(1);
});

test('is counted by rule, customer and severity', async () => {
  const ask = (groupBy: string, columns: string[]) => estate.rows({ queryType: 'incidents', groupBy }, columns);
  expect(
    await ask('customer', [
      'customer',
      'fired',
      'critical',
      'error',
      'warning',
      'informational',
      'verbose',
      'resolved',
      'alerts',
      'oldest',
    ]),
  ).toEqual([
    ['Contoso', 4, 0, 1, 1, 1, 1, 2, 7, START - 120 * MINUTE],
    ['Northwind Traders', 1, 1, 0, 0, 0, 0, 0, 1, START - 14 * MINUTE],
  ]);
  expect(await ask('severity', ['severity', 'fired', 'acknowledged', 'suppressed', 'alerts'])).toEqual([
    ['Sev0', 1, 0, 0, 1],
    ['Sev1', 1, 0, 0, 1],
    ['Sev2', 1, 1, 0, 3],
    ['Sev3', 1, 0, 1, 1],
    ['Sev4', 1, 0, 0, 2],
  ]);
  expect((await ask('rule', ['customer', 'ruleName', 'fired', 'alerts'])).slice(0, 2)).toEqual([
    ['Contoso', 'cpu-web', 1, 3],
    ['Contoso', 'failed-orders', 1, 1],
  ]);
  await expect(estate.ask({ queryType: 'incidents', groupBy: 'location' })).rejects.toThrow(/Unknown groupBy/);
});

test('alert rules get every customer and severity, 0 where nothing fires', async () => {
  const table = await estate.ask({ queryType: 'incidents' }, true);
  const rows = rowsOf(table).map((row) => [row.customer, row.severity, row.fired]);
  expect(table.columns.map((column) => column.name)).toEqual(['customer', 'customerId', 'severity', 'fired']);
  expect(rows.sort()).toEqual([
    ['Contoso', 'Sev0', 0],
    ['Contoso', 'Sev1', 1],
    ['Contoso', 'Sev2', 1],
    ['Contoso', 'Sev3', 1],
    ['Contoso', 'Sev4', 1],
    ['Northwind Traders', 'Sev0', 1],
    ['Northwind Traders', 'Sev1', 0],
    ['Northwind Traders', 'Sev2', 0],
    ['Northwind Traders', 'Sev3', 0],
    ['Northwind Traders', 'Sev4', 0],
  ]);
});
