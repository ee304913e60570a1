import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessLogStore } from '../../../src/backend/microsoft/accessLog/accessLogStore.ts';
import { checkStores } from '../../../src/backend/queries/check/stores.ts';
import { type CheckResult, checkHealth } from '../../../src/backend/queries/check/checkHealth.ts';
import { readSettings } from '../../../src/backend/settings/read.ts';
import { type Harness, startHarness } from '../../microsoft/harness.ts';
import { SMALL } from '../../simulator/world/smallIds.ts';
import { LOOPBACK } from '../../microsoft/loopback.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const STEPS = ['Settings', 'Sign-in', 'Partner Center', 'Customers', "A customer's token", 'Subscriptions'];
const KEPT = () => Promise.resolve([{ what: 'The last picture', problem: null }]);

async function check(jsonData: object = {}, more: object = {}): Promise<CheckResult> {
  const { simulator, clock } = harness;
  const merged = { ...simulator.jsonData, ...jsonData };
  const settings = readSettings(merged, simulator.secureJsonData, LOOPBACK);
  const microsoft = harness.another({ jsonData: merged });
  const { signal } = new AbortController();
  return checkHealth({ settings, microsoft, clock, signal, stores: KEPT, ...more });
}

const outcome = ({ details }: CheckResult) => details.steps.map(({ step, ok }) => `${ok ? 'ok' : 'FAILED'} ${step}`);
const said = ({ details }: CheckResult, step: string) => details.steps.find((one) => one.step === step)?.result;

test('walks the whole way and says what it found', async () => {
  const result = await check();
  expect(result.status).toBe('ok');
  expect(outcome(result)).toEqual([
    ...['ok Settings', 'ok Sign-in (partner)', 'ok Sign-in (direct)', 'ok Partner Center', 'ok Customers'],
    ...["ok A customer's token", 'ok Subscriptions', 'ok Resource Health', 'ok Resource Graph', 'ok Store'],
  ]);
  expect(result.details.untried).toEqual([]);
  expect(said(result, 'Partner Center')).toBe('Partner Center lists 3 customers.');
  expect(said(result, "A customer's token")).toMatch(/3 of 4 tried.*all 4 tenants.*1 failed.*Fabrikam.*GDAP/s);
  expect(said(result, 'Subscriptions')).toMatch(/Contoso/);
  expect(result.details.verboseMessage).toMatch(/^OK Settings, \d+ ms: AzurePublic, 2 credentials/);
});

test.each([
  ['Sign-in (partner)', { host: 'login', error: 'AADSTS7000222' }, /secret/],
  ['Partner Center', { service: 'partnerCenter', error: '900421' }, /MFA|multi-factor/i],
  ["A customer's token", { host: 'login', path: SMALL.contoso, error: 'AADSTS65001' }, null],
  ['Subscriptions', { path: '^/subscriptions\\?', error: 'AuthorizationFailed' }, /role/],
  ['Resource Health', { service: 'resourceHealth', error: 'AuthorizationFailed' }, /Reader|role/],
  ['Resource Graph', { service: 'resourceGraph', status: 503, body: {} }, /./],
])('%s that fails ends the way with its sentence, and what is behind it is named', async (step, fault, sentence) => {
  harness.simulator.faults.add(fault);
  const result = await check();
  if (sentence === null) {
    // Another customer of the sample lets the account in, so the way goes on and names the one that doesn't.
    expect(said(result, step)).toMatch(/Contoso.*consent/s);
    expect(outcome(result)).toContain('ok Resource Graph');
    return;
  }
  expect(result.status).toBe('error');
  const last = result.details.steps.filter(({ ok }) => !ok).at(step.startsWith('Sign-in') ? 0 : -1);
  expect(last?.step).toBe(step);
  expect(result.message).toContain(last?.result);
  expect(result.message).toMatch(sentence);
  const behind = ['Partner Center', 'Customers', "A customer's token", 'Subscriptions', 'Resource Health'];
  const at = behind.indexOf(step);
  expect(result.details.untried).toEqual([
    ...(step === 'Resource Graph' ? [] : [...behind.slice(at + 1), 'Resource Graph']),
    'Store',
  ]);
  expect(result.message).toMatch(/Not tried: .*Store\.$/);
});

test('a credential beside the first that cannot sign in is named and hides nothing', async () => {
  harness.simulator.faults.add({ host: 'login', tenant: SMALL.northwind, error: 'AADSTS7000215' });
  const result = await check();
  expect(result.status).toBe('error');
  expect(outcome(result)).toContain('FAILED Sign-in (direct)');
  expect(outcome(result)).toContain('ok Store');
  expect(result.message).toMatch(/^Sign-in \(direct\) failed: .*secret.* All else works\.$/);
});

test('asks for a new token each time, so a secret that has ended shows', async () => {
  const { simulator, clock } = harness;
  const settings = readSettings(simulator.jsonData, simulator.secureJsonData, LOOPBACK);
  const context = { settings, microsoft: harness.another({}), clock, stores: KEPT };
  const ask = () => checkHealth({ ...context, signal: new AbortController().signal });
  expect((await ask()).status).toBe('ok');
  simulator.faults.add({ host: 'login', error: 'AADSTS7000222' });
  expect((await ask()).status).toBe('error');
  simulator.faults.clear();
  expect((await ask()).status).toBe('ok');
});

test('hundreds of tenants are sampled, one for each credential first, and it says so', async () => {
  const tenants = Array.from({ length: 300 }, (_, index) => ({
    ...{ tenantId: `99999999-0000-4000-8000-${String(index).padStart(12, '0')}`, credential: 'partner' },
    enabled: index > 9,
  }));
  const northwind = { tenantId: SMALL.northwind, name: 'Northwind Traders', credential: 'direct' };
  harness.simulator.calls.clear();
  const result = await check({ tenants: [...tenants, northwind] });
  expect(result.status).toBe('ok');
  expect(said(result, 'Customers')).toBe('294 tenants to collect, 10 disabled in the settings.');
  expect(said(result, "A customer's token")).toMatch(/^1 of 6 tried .*a sample of 6 of 294 tenants.* 5 failed/);
  expect(said(result, 'Subscriptions')).toMatch(/Northwind Traders/);
  expect(harness.simulator.calls.counts().total).toBeLessThan(60);
});

test('what there is not to ask is said, and is no failure', async () => {
  const disabled = { tenantId: SMALL.northwind, credential: 'direct', enabled: false };
  const nobody = await check({ partner: { enabled: false }, tenants: [disabled] });
  expect(nobody.status).toBe('ok');
  expect(said(nobody, 'Customers')).toMatch(/Add tenants, or switch Partner Center on/);
  const off = await check({ collection: { sections: { resourceHealth: false } } });
  expect(said(off, 'Resource Health')).toMatch(/switched off/);
  expect(said(off, 'Settings')).toMatch(/Switched off: resourceHealth\./);
});

test('a hanging Microsoft does not hold it up for ever', async () => {
  const controller = new AbortController();
  harness.simulator.faults.add({ service: 'partnerCenter', latencyMs: 1_500 });
  setTimeout(() => controller.abort(), 300);
  const result = await check({}, { signal: controller.signal });
  expect(result).toMatchObject({ status: 'error', message: expect.stringMatching(/cancelled/) });
});

describe('the store', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'check-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const stores = async (folder: string | null, pictureProblem: string | null = null) => {
    const { clock, log } = harness;
    const options = { directory: folder, key: 'k', bytes: 1_000_000, clock, log };
    const accessLog = new AccessLogStore(options);
    const found = await checkStores({ directory: folder, pictureProblem, accessLog, credentials: [] });
    await accessLog.close();
    return found;
  };

  test('that can be written leaves nothing behind', async () => {
    expect((await stores(directory)).map(({ problem }) => problem)).toEqual([null, null]);
    expect(readdirSync(directory).filter((name) => name.startsWith('.check'))).toEqual([]);
  });

  test('that can not be written fails the check at its last step, with what to do', async () => {
    expect((await stores(null))[0]?.problem).toMatch(/data_path/);
    expect((await stores('/dev/null/nowhere'))[0]?.problem).toMatch(/can not be written to \(ENOTDIR\)/);
    expect((await stores(directory, 'Another process writes it.'))[0]?.problem).toMatch(/Another process/);
    const result = await check({}, { stores: () => stores(null) });
    expect(result.status).toBe('error');
    expect(outcome(result).at(-1)).toBe('FAILED Store');
    expect(outcome(result)).toContain('ok Resource Graph');
    expect(result.message).toMatch(/^The last picture can not be kept over a restart\. .*data_path/);
    expect(STEPS.every((step) => result.details.steps.some((one) => one.ok && one.step.startsWith(step)))).toBe(true);
  });
});
