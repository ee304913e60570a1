import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CloudName } from '../simulator/core/clouds.ts';
import type { CredentialsChoice } from '../simulator/settingsCredentials.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';

/** The same program on the runtime that it ships with and on Node, with Microsoft's side behind TLS and behind a proxy. */
const BIN = join(process.cwd(), 'node_modules/.bin');
const RUNTIMES = ['node', 'bun'] as const;

let simulator: Simulator;
let proxy: Server;
let connects: string[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small' });
  proxy = createServer(
    (request, response) =>
      void httpRequest(request.url ?? '')
        .on('error', () => response.destroy())
        .end(),
  );
  proxy.on('connect', (request, socket) => {
    connects.push(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host ?? '', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await simulator.close();
});

interface Listed {
  all: Record<string, Record<string, unknown>>;
  calls: number;
}

async function listAll(
  runtime: (typeof RUNTIMES)[number],
  env: Record<string, string>,
  { jsonData, secureJsonData } = simulator,
): Promise<Listed> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(https?|no|all)_proxy$/i.test(name));
  const child = spawn(join(BIN, runtime), ['test/microsoft/listAll.ts'], {
    env: { ...Object.fromEntries(inherited), ...env },
  });
  child.stdin.end(JSON.stringify({ jsonData, secureJsonData }));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(errors.replace(/.*ExperimentalWarning.*\n.*--trace-warnings.*\n/, '')).toBe('');
  return JSON.parse(out) as Listed;
}

test.each(RUNTIMES)(
  '%s lists everything',
  async (runtime) => {
    const { all, calls } = await listAll(runtime, {});
    expect(calls).toBe(33);
    expect(Object.keys(all)).toEqual(['Contoso', 'Fabrikam Österreich', 'Tailwind Traders', 'Northwind Traders']);
    expect(all.Contoso).toMatchObject({ entitled: 4, groups: 4, resources: 27 });
    expect(all.Contoso?.['Contoso Production']).toMatchObject({
      resources: 24,
      health: expect.arrayContaining(['Degraded', 'Unknown']),
    });
    expect(all['Fabrikam Österreich']).toEqual({ entitled: 1, error: 'AADSTS50020' });
    expect(all['Northwind Traders']?.['Northwind Web']).toMatchObject({
      resources: 5,
      health: ['Available', 'Degraded'],
    });
  },
  120_000,
);

test.each(RUNTIMES)(
  '%s goes through the proxy of the environment, over few connections, and around it where NO_PROXY says',
  async (runtime) => {
    const { port } = proxy.address() as AddressInfo;
    connects = [];
    const through = await listAll(runtime, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(through.calls).toBe(33);
    expect(new Set(connects).size).toBe(3);
    expect(connects.length).toBeLessThan(10);
    connects = [];
    expect((await listAll(runtime, { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '127.0.0.1' })).calls).toBe(33);
    expect(connects).toEqual([]);
  },
  120_000,
);

const CLOUDS: [(typeof RUNTIMES)[number], CloudName, CredentialsChoice][] = RUNTIMES.flatMap((runtime) => [
  [runtime, 'AzureUSGovernment', 'certificate'],
  [runtime, 'AzureChinaCloud', 'keyVault'],
]);

test.each(CLOUDS)(
  "%s goes to the hosts of %s through the settings' proxy with a password, and proves itself by %s",
  async (runtime, cloud, credentials) => {
    const user = { user: 'noc@contoso', password: 'p:ss/w%rd' };
    const behind = await startSimulator({
      world: 'small',
      clock: 'real',
      enforceLimits: false,
      cloud,
      credentials,
      proxy: user,
    });
    const { all } = await listAll(runtime, { HTTPS_PROXY: 'http://127.0.0.1:9' }, behind).finally(() => behind.close());
    expect(all['Northwind Traders']?.['Northwind Web']).toMatchObject({ resources: 5 });
    expect(all.Contoso).toMatchObject({ groups: 4, resources: 27 });
  },
  120_000,
);
