import { errorOf, startHarness, type Harness } from './harness.ts';

const SCOPES = ['https://management.azure.com/.default', 'https://api.partnercenter.microsoft.com/.default'];
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'demo', clock: 'frozen', tls: false });
});
afterAll(() => harness.close());

test('a token of another tenant is thrown away, whoever hands it out', async () => {
  const { another, options, simulator } = harness;
  const [first, second] = simulator.world.data.customers;
  const access = { tenantId: first!.id, credentialId: 'partner' };
  // A sign-in page in the way that answers every tenant with the same token.
  const { tokens } = harness.connection({});
  const token = await tokens.get({ credentialId: 'partner', tenantId: second!.id, scope: SCOPES[0]! }, options);
  const fault = simulator.faults.add({
    host: 'login',
    status: 200,
    body: { token_type: 'Bearer', expires_in: 3600, access_token: token },
  });
  const error = await errorOf(another({}).listSubscriptions(access, options));
  expect(error).toMatchObject({ code: 'TokenOfAnotherTenant', status: 502 });
  expect(error.message).not.toContain(token);
  simulator.faults.clear(fault.id);
  for (const access_token of ['', 'opaque', 'a.b.c', `x.${Buffer.from('null').toString('base64url')}.y`, 5]) {
    const odd = simulator.faults.add({
      host: 'login',
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, access_token },
    });
    expect((await errorOf(another({}).listSubscriptions(access, options))).code).toMatch(
      /^(TokenOfAnotherTenant|TokenAnswerUnusable)$/,
    );
    simulator.faults.clear(odd.id);
  }
});
