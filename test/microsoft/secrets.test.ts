import { SMALL } from '../simulator/world/smallIds.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { CONTOSO, FABRIKAM, NORTHWIND, startHarness, type Harness } from './harness.ts';
import { printed } from './printed.ts';

const MARK = 'S3CR3TMARK';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

async function everything(microsoft: Microsoft): Promise<string> {
  const { options } = harness;
  const outcomes = await Promise.allSettled([
    microsoft.listCustomers(options),
    microsoft.listAzureEntitlements(SMALL.contoso, SMALL.contosoPlan, options),
    microsoft.listSubscriptions(CONTOSO, options),
    microsoft.listSubscriptions(FABRIKAM, options),
    microsoft.listSubscriptions(NORTHWIND, options),
    microsoft.listInventory(CONTOSO, [SMALL.contosoProduction], options),
    microsoft.listResourceHealth(CONTOSO, SMALL.contosoProduction, options),
    microsoft.resolveTenant('contoso.com', options),
  ]);
  return outcomes.map((outcome) => (outcome.status === 'rejected' ? printed(outcome.reason) : '')).join('\n');
}

/** Whatever Microsoft, or what stands in for it, answers: with the secrets in it, as some proxies echo what they got. */
const answers: [string, Record<string, unknown>][] = [
  ['nothing special', {}],
  [
    'an error with the secret in its text',
    {
      status: 400,
      body: { error: 'invalid_client', error_description: MARK, error_codes: [7000215], claims: MARK, suberror: MARK },
    },
  ],
  [
    'an error with the secret for its code',
    { status: 403, body: { error: { code: `${MARK} in words`, message: MARK, details: [{ code: `<${MARK}>` }] } } },
  ],
  [
    'a web page that repeats the request',
    { status: 200, headers: { 'content-type': 'text/html' }, body: `<html>${MARK}</html>` },
  ],
  [
    'a body of the wrong shape',
    {
      status: 200,
      body: {
        value: MARK,
        nextLink: `https://collector.invalid/?${MARK}`,
        items: MARK,
        data: MARK,
        access_token: MARK,
      },
    },
  ],
  ['a redirect', { status: 302, headers: { location: `https://collector.invalid/${MARK}` }, body: '' }],
  [
    'headers with the secret',
    { status: 500, headers: { 'x-ms-request-id': `"${MARK}"`, 'www-authenticate': MARK }, body: '' },
  ],
  ['a broken connection', { effect: 'reset' }],
];

test.each(answers)('no secret comes out when the answer is %s', async (_, fault) => {
  const { accessLog, another, log, simulator } = harness;
  const secure = simulator.secureJsonData;
  const marked = {
    'credential.partner.clientSecret': `${secure['credential.partner.clientSecret']}${MARK}`,
    'credential.partner.refreshToken': `${secure['credential.partner.refreshToken']}${MARK}`,
    'credential.direct.clientSecret': `${secure['credential.direct.clientSecret']}${MARK}`,
  };
  let output = '';
  for (const secureJsonData of [{}, marked]) {
    const wrong = another({ secureJsonData });
    if (Object.keys(fault).length > 0) {
      output += await everything(wrong);
      simulator.faults.add(fault);
    }
    output += await everything(wrong);
    output += await everything(another({ secureJsonData }));
    simulator.faults.clear();
  }
  output += log.lines.join('\n') + JSON.stringify(accessLog.records());
  expect(accessLog.records().length).toBeGreaterThan(10);
  expect(output).not.toContain(MARK);
  for (const secret of Object.values(secure).filter((value) => !value.startsWith('-----'))) {
    expect(output).not.toContain(secret);
  }
  expect(output).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}/);
});
