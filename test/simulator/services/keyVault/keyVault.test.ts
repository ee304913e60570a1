import { createPrivateKey, X509Certificate } from 'node:crypto';
import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, get, send, signInVault, tokenFor, VAULT } from '../../testing.ts';
import type { Answer } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';
import { PARTNER_CERTIFICATE } from '../../world/vaults/vaultSecrets.ts';

interface Bundle {
  value: string;
  id: string;
  attributes: { enabled: boolean; exp?: number };
}

const VERSION = 'api-version=7.6';
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = (await signInVault(simulator, SMALL.partnerTenant)).json<{ access_token: string }>().access_token;
});
afterAll(() => simulator.close());

const read = (path: string, headers: Record<string, string> = {}) =>
  get(simulator, 'keyVault', `${path}${path.includes('?') ? '&' : '?'}${VERSION}`, token, headers);
const put = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  send(`${simulator.simulation.origins.keyVault}/secrets/${name}?${VERSION}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const codes = (answer: Answer) => {
  const { error } = answer.json<{ error: { code: string; innererror?: { code: string } } }>();
  return [answer.status, error.code, ...(error.innererror ? [error.innererror.code] : [])];
};

test('a request without a token is told where to get one', async () => {
  const answer = await send(`${simulator.simulation.origins.keyVault}/secrets/sample?${VERSION}`);
  const { login } = simulator.simulation.origins;
  expect(answer.headers['www-authenticate']).toBe(
    `Bearer authorization="${login}/${SMALL.partnerTenant}", resource="${VAULT}"`,
  );
  expect(codes(answer)).toEqual([401, 'Unauthorized']);
  expect(answer.text).toContain('AKV10000');
});

test('tokens for another audience or from another tenant are refused', async () => {
  token = await tokenFor(simulator, SMALL.partnerTenant, ARM);
  expect((await read('/secrets/sample')).text).toContain('AKV10022');
  token = await tokenFor(simulator, SMALL.contoso, VAULT);
  expect((await read('/secrets/sample')).text).toContain('AKV10032');
});

test('the latest version is read, a named one, and what is put in becomes the latest', async () => {
  const latest = (await read('/secrets/sample')).json<Bundle>();
  expect(latest.value).toBe('vault-sample-2');
  const written = await put('sample', { value: 'third', attributes: { exp: 1800000000 } });
  expect(written.status).toBe(200);
  const now = (await read('/secrets/Sample')).json<Bundle>();
  expect([now.value, now.attributes.exp]).toEqual(['third', 1800000000]);
  expect((await read(new URL(latest.id).pathname)).json<Bundle>().value).toBe('vault-sample-2');
  const { value } = (await read('/secrets/sample/versions')).json<{ value: Bundle[] }>();
  expect(value.map((one) => one.value)).toEqual([undefined, undefined, undefined]);
  expect(value.map((one) => one.id)).toContain(now.id);
  simulator.simulation.reset();
  expect((await read('/secrets/sample')).json<Bundle>().value).toBe('vault-sample-2');
});

test('a certificate is a secret of its name, with its private key, in several versions', async () => {
  const secret = (await read(`/secrets/${PARTNER_CERTIFICATE}`)).json<Bundle>();
  expect(secret).toMatchObject({ managed: true, contentType: 'application/x-pem-file' });
  expect(createPrivateKey(secret.value).asymmetricKeyType).toBe('rsa');
  const notAfter = (pem: string) => new Date(new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERT'))).validTo);
  expect(notAfter(secret.value).toISOString()).toBe('2028-11-19T12:00:00.000Z');
  const { value } = (await read(`/secrets/${PARTNER_CERTIFICATE}/versions`)).json<{ value: Bundle[] }>();
  const old = value.find((one) => one.id !== secret.id);
  expect(notAfter((await read(new URL(old?.id ?? '').pathname)).json<Bundle>().value).getTime()).toBeLessThan(
    Date.parse('2026-11-20T12:00:00Z'),
  );
});

test('lists come in pages and leave out what is deleted', async () => {
  const names: string[] = [];
  let path: string | null = `/secrets?maxresults=2`;
  while (path) {
    const page: { value: Bundle[]; nextLink: string | null } = (
      path.startsWith('http') ? await get(simulator, 'keyVault', path, token) : await read(path)
    ).json();
    names.push(...page.value.map((one) => new URL(one.id).pathname));
    path = page.nextLink;
  }
  expect(names).toEqual(['/secrets/disabled', '/secrets/expired', '/secrets/partner-certificate', '/secrets/sample']);
});

test('secrets that cannot be had say why', async () => {
  expect(codes(await read('/secrets/absent'))).toEqual([404, 'SecretNotFound']);
  expect(codes(await read('/secrets/deleted'))).toEqual([404, 'SecretNotFound']);
  expect(codes(await put('deleted', { value: 'x' }))).toEqual([409, 'Conflict', 'ObjectIsDeletedButRecoverable']);
  expect(codes(await read('/secrets/disabled'))).toEqual([403, 'Forbidden', 'SecretDisabled']);
  expect((await read('/secrets/expired')).status).toBe(200);
  expect(codes(await put('bad_name', { value: 'x' }))).toEqual([400, 'BadParameter']);
  expect(codes(await put('sample', {}))).toEqual([400, 'BadParameter']);
});

test('the api-version has to be there and known', async () => {
  const version = (query: string) => get(simulator, 'keyVault', `/secrets/sample${query}`, token);
  expect(codes(await version(''))).toEqual([400, 'BadParameter']);
  expect(codes(await version('?api-version=6.0'))).toEqual([400, 'BadParameter']);
  expect((await version('?api-version=2026-04-01')).status).toBe(200);
});

test('a vault is found by its host name, and a role to read is none to write', async () => {
  const host = { host: `${SMALL.readOnlyVault}.vault.azure.net` };
  expect((await read('/secrets/sample', host)).json<Bundle>().id).toContain(`://${host.host}/secrets/sample/`);
  expect(codes(await put('sample', { value: 'x' }, host))).toEqual([403, 'Forbidden', 'ForbiddenByRbac']);
  expect(codes(await read('/secrets/sample', { host: 'kv-unknown.vault.azure.net' }))).toEqual([404, 'NotFound']);
});

test.each(['ForbiddenByRbac', 'ForbiddenByPolicy', 'ForbiddenByFirewall', 'ForbiddenByConnection'])(
  'a vault may turn everyone away: %s',
  async (refuses) => {
    await control(simulator, 'POST', 'transitions', { kind: 'vault', vaultName: SMALL.vault, refuses });
    expect(codes(await read('/secrets/sample'))).toEqual([403, 'Forbidden', refuses]);
    await control(simulator, 'POST', 'transitions', { kind: 'vault', vaultName: SMALL.vault, refuses: null });
    expect((await read('/secrets/sample')).status).toBe(200);
  },
);

test('faults are worded as Key Vault words them', async () => {
  simulator.faults.add({ host: 'keyVault', error: 'Throttled', count: 1 });
  expect(codes(await read('/secrets/sample'))).toEqual([429, 'Throttled']);
});
