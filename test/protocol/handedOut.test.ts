/** What is handed out in dist/ holds nothing of the machine that built it and nothing of the tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, machineMarks, SHORTEST, traces } from '../../scripts/traces.ts';
import { CREDENTIALS } from '../simulator/settingsCredentials.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { WORLDS } from '../simulator/world/index.ts';
import { executable } from './product.ts';
import { keep, piecesOf, type Secrets } from './wireSecrets.ts';

jest.setTimeout(120_000);

const dist = path.resolve(__dirname, '../../dist');
/** The executable that is tested may be another one. */
const files = [...new Set([...filesBelow(dist), executable()])];
/** A private key with something in it; the words alone are in every library that reads one. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\s|\\n|\\r)*[A-Za-z0-9+/]{40}/;

test('no folder, name or secret of this machine', () => {
  const marks = machineMarks();
  const folder = path.resolve('.');
  expect(marks.filter((mark) => mark === folder)).toEqual(folder.length < SHORTEST ? [] : [folder]);
  expect(traces(files, marks)).toEqual([]);
});

test("no secret, key or certificate of the simulator's", async () => {
  const secrets: Secrets = new Map();
  for (const credentials of CREDENTIALS) {
    const simulator = await startSimulator({ world: 'small', credentials });
    for (const value of Object.values(simulator.secureJsonData)) {
      keep(secrets, credentials, value);
    }
    await simulator.close();
  }
  for (const world of WORLDS) {
    ['partner', 'direct', 'vault'].forEach((app) => keep(secrets, world, `${world}-${app}-client-secret`));
  }
  const pieces = [...secrets.values()].flatMap((values) => [...values].flatMap(piecesOf));
  expect(pieces.length).toBeGreaterThan(20);
  expect(traces(files, pieces)).toEqual([]);
});

test('no private key at all, and no file of the tests', () => {
  expect(files.map((file) => path.relative(dist, file))).toEqual(
    expect.arrayContaining(['module.js', 'module.js.map', 'plugin.json', 'sbom.cdx.json', 'THIRD_PARTY_LICENSES.txt']),
  );
  expect(files.filter((file) => PRIVATE_KEY.test(readFileSync(file, 'latin1')))).toEqual([]);
  const { sources } = JSON.parse(readFileSync(path.join(dist, 'module.js.map'), 'utf8')) as { sources: string[] };
  expect(sources.length).toBeGreaterThan(100);
  expect(
    sources.filter((source) => !/^webpack:\/\/[\w-]+\/(\.\/(src|node_modules)\/|webpack\/|external )/.test(source)),
  ).toEqual([]);
});

test('a trace would be found', () => {
  expect(traces(files, ['cspwatch-azurecsp-datasource'])).toContain('plugin.json: cspwatch-azurecsp-datasource');
});
