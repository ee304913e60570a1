/** README.md is the control plane's only documentation: what the simulator knows is in it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EFFECTS } from './core/faults.ts';
import { HOSTS } from './core/http.ts';
import { TROUBLES } from './core/network.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { control } from './testing.ts';

const readme = readFileSync(path.join(__dirname, 'README.md'), 'utf8');
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
afterAll(() => simulator.close());

const sentence = async (method: string, call: string, body: object): Promise<string> =>
  (await control(simulator, method, call, body)).json<{ error: string }>().error;
/** Names after a colon at the end of a sentence. */
const namesIn = (text: string): string[] => /: ([^:]*)\.$/.exec(text)?.[1]?.split(', ') ?? [];
const missing = (names: readonly string[]): string[] =>
  names.filter((name) => !new RegExp(`\`(?:[A-Z]+ )?${name.replace(/[/]/g, '\\/')}(?:\`|[?/ {])`).test(readme));

test('every call of the control plane', async () => {
  const { known } = (await control(simulator, 'GET', 'nothing')).json<{ known: string[] }>();
  expect(known.length).toBeGreaterThan(20);
  expect(missing(known.map((call) => (call.startsWith('GET ') ? call.slice(4) : call)))).toEqual([]);
});

test('every kind of transition', async () => {
  const kinds = namesIn(await sentence('POST', 'transitions', { kind: 'nothing' }));
  expect(kinds).toContain('revokeSessions');
  expect(missing(kinds)).toEqual([]);
});

test('all that a fault can do', async () => {
  const parts = namesIn(await sentence('POST', 'faults', {}));
  expect(parts).toContain('latencyMs');
  expect(missing([...parts, ...EFFECTS, ...TROUBLES, ...HOSTS])).toEqual([]);
});

test('what listens to all', () => {
  expect('overhear' in simulator.simulation).toBe(true);
  expect(readme).toContain('`overhear`');
});
