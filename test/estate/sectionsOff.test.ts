import { SMALL } from '../simulator/world/smallIds.ts';
import { noticesOf, rowsOf, TestEstate } from '../queries/estate.ts';
import { Lab } from './lab.ts';

const OFF = { alertRules: false, alerts: false, resourceHealth: false };
const without = (sections: object) => (jsonData: Record<string, unknown>) => ({
  ...jsonData,
  collection: { ...(jsonData['collection'] as object), sections },
});
const SENTENCE = "Alert rules are switched off in the data source's settings.";

let estate: TestEstate;
let lab: Lab | undefined;
afterEach(async () => {
  await estate?.close();
  await lab?.close();
  lab = undefined;
});

test('what is switched off is not asked for, and every query of it says so', async () => {
  estate = await TestEstate.start({ settings: { collection: { sections: OFF } } });
  const asked = new Set(estate.accessLog.records().map(({ reason }) => reason));
  expect([...asked].filter((reason) => /alertRules|alerts|resourceHealth/.test(reason))).toEqual([]);
  expect(asked).toContain('collector:inventory');
  for (const [queryType, sentence] of [
    ['alertRules', SENTENCE],
    ['coverage', SENTENCE],
    ['incidents', "Fired alerts are switched off in the data source's settings."],
    ['resourceHealth', "Resource Health is switched off in the data source's settings."],
    ['healthSummary', "Resource Health is switched off in the data source's settings."],
  ]) {
    for (const fromAlert of [false, true]) {
      const notices = noticesOf(await estate.ask({ queryType }, fromAlert));
      expect(notices.filter((notice) => notice === sentence)).toHaveLength(1);
      expect(notices.filter((notice) => /everything was read/.test(notice))).toEqual([]);
    }
  }
  expect(noticesOf(await estate.ask({ queryType: 'serviceHealthEvents' })).join()).not.toMatch(/switched off/);
});

test('the collector says so of each part, and a tenant is not lost by it', async () => {
  estate = await TestEstate.start({ settings: { collection: { sections: OFF } } });
  const filters = { subscription: [SMALL.northwindWeb] };
  const parts = await estate.rows({ queryType: 'collectorStatus', filters, sort: 'section' }, [
    ...['section', 'outcome', 'collectorValue', 'errorCode', 'error', 'next'],
  ]);
  expect(parts.filter(([section]) => section === 'alertRules')).toEqual([
    ['alertRules', 'skipped', 0, 'SectionOff', SENTENCE, null],
  ]);
  expect(parts.filter(([, , , code]) => code === 'SectionOff')).toHaveLength(3);
  const access = await estate.rows({ queryType: 'tenantAccess', filters: { tenant: [SMALL.northwind] } }, ['access']);
  expect(access).toEqual([['Ok']]);
  const [resource] = rowsOf(await estate.ask({ queryType: 'resources', filters }));
  expect(resource).toMatchObject({ healthState: null, stale: false, reason: expect.stringMatching(/switched off/) });
});

test('what was known before comes back when it is switched on again, even where Microsoft is silent', async () => {
  lab = await Lab.open();
  const rulesOf = (snapshot: { subscriptions: ReadonlyMap<string, { rows: { alertRules?: readonly unknown[] } }> }) =>
    snapshot.subscriptions.get(SMALL.northwindWeb)?.rows.alertRules;
  const first = lab.estate();
  first.start();
  await first.idle();
  const known = rulesOf(first.snapshot());
  expect(known?.length).toBeGreaterThan(0);
  await first.dispose();

  const off = lab.estate(without({ alertRules: false }));
  off.start();
  await off.idle();
  expect(rulesOf(off.snapshot())).toBeUndefined();
  await off.dispose();

  lab.simulator.faults.add({ service: 'resourceGraph', status: 503, body: {} });
  lab.simulator.faults.add({ service: 'insights', status: 503, body: {} });
  const again = lab.estate();
  again.start();
  await again.idle();
  expect(rulesOf(again.snapshot())).toEqual(known);
  expect(again.snapshot().part('alertRules', SMALL.northwind, SMALL.northwindWeb)?.outcome).toBe('failed');
});
