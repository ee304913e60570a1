import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsentOutcomes, outcomesFile, type ConsentOutcome } from './outcomes.ts';

const warned: string[] = [];
const quiet = () => undefined;
const log = {
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: (said: string) => void warned.push(said),
  error: quiet,
  with: () => log,
};
const granted: ConsentOutcome = { tenantId: 'contoso', outcome: 'granted', sentence: 'Done.', by: 'ana', at: 7 };
const failed: ConsentOutcome = { ...granted, outcome: 'failed', sentence: 'No role.', at: 9 };
let folder: string;
const file = (key = 'org/uid') => outcomesFile(folder, key, log);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outcomes-'));
  warned.length = 0;
});

test('the last outcome of each tenant is there after a restart, for its own data source alone', () => {
  const before = new ConsentOutcomes(file());
  before.add(granted);
  before.add({ ...granted, tenantId: 'fabrikam' });
  before.add(failed);
  const after = new ConsentOutcomes(file());
  expect([after.of('contoso'), after.of('fabrikam')?.outcome]).toEqual([failed, 'granted']);
  expect(new ConsentOutcomes(file('org/other')).of('contoso')).toBeUndefined();
  expect(warned).toEqual([]);
});

test.each(['', '{"tenantId":', '{}', '[7, null, {"tenantId": "contoso"}]'])(
  'a file with %j in it is recorded anew',
  (text) => {
    writeFileSync(file()!.path, text);
    const outcomes = new ConsentOutcomes(file());
    expect(outcomes.of('contoso')).toBeUndefined();
    outcomes.add(granted);
    expect(new ConsentOutcomes(file()).of('contoso')).toEqual(granted);
  },
);

test('without a folder that can be written they last as long as the process, and the log says so', () => {
  const outcomes = new ConsentOutcomes(outcomesFile('/dev/null/nowhere', 'org/uid', log));
  outcomes.add(granted);
  expect(outcomes.of('contoso')).toEqual(granted);
  expect(warned.at(-1)).toContain('memory only');
  expect(outcomesFile(null, 'org/uid', log)).toBeNull();
});
