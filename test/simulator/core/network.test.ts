/** Trouble on the way to a host begins at once, whatever its connections are doing. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startSimulator, type Simulator } from '../simulator.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', clock: 'real' });
});
afterAll(() => simulator.close());

test('a connection that never says anything is cut, and nobody waits for it', async () => {
  const silent = await connected();
  const cut = once(silent, 'close');
  await simulator.network.set('resourceManager', 'refused');
  await cut;
  await expect(connected()).rejects.toThrow('ECONNREFUSED');
  await simulator.network.clear();
  await connected();
});

async function connected(): Promise<Socket> {
  const { endpoints } = simulator.jsonData as { endpoints: { resourceManager: string } };
  const { hostname, port } = new URL(endpoints.resourceManager);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}
