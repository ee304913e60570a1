import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEstate } from '../../src/backend/estate/estate.ts';
import { openStore } from '../../src/backend/estate/sqliteStore.ts';
import { createOnDemand } from '../../src/backend/queries/onDemand/onDemand.ts';
import { runQuery } from '../../src/backend/queries/run.ts';
import { QUERY_TYPES } from '../../src/shared/queryTypes.ts';
import { SMALL_ACTION_GROUPS } from '../simulator/world/smallRules.ts';
import { startHarness } from '../microsoft/harness.ts';
import { readSettings } from '../../src/backend/settings/read.ts';

/** Marked by the simulator: addresses, numbers and URLs of those who are told. */
const PRIVATE = Object.values(SMALL_ACTION_GROUPS)
  .flat()
  .flatMap(({ emails, phones, webhooks }) => [
    ...emails.map(({ address }) => address),
    ...phones.map(({ number }) => number),
    ...webhooks.map(({ uri }) => uri),
  ]);

test('no address, number or URL of a receiver is in any frame, row, log or store', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'azurecsp-'));
  const harness = await startHarness();
  const { simulator, microsoft, clock, log, accessLog } = harness;
  const settings = readSettings(simulator.jsonData, simulator.secureJsonData, { allowInsecureEndpoints: false });
  const store = openStore({ directory, key: 'receivers', log });
  const estate = createEstate({ settings, microsoft, clock, log, store });
  estate.start();
  await estate.idle();
  const snapshot = estate.snapshot();
  const onDemand = createOnDemand({ microsoft, clock });
  const outputs: string[] = [];
  for (const queryType of Object.keys(QUERY_TYPES)) {
    const context = { snapshot, now: clock.now(), portal: 'https://portal.azure.com', onDemand };
    const range = { from: clock.now() - 3_600_000, to: clock.now(), fromAlert: false };
    const signal = new AbortController().signal;
    const tables = await runQuery({ queryType }, { ...context, ...range, signal }).catch(() => []);
    outputs.push(JSON.stringify(tables));
  }
  const direct = await microsoft.listAlertRules(
    { tenantId: [...snapshot.tenants.keys()].find((id) => id.startsWith('2222')) ?? '', credentialId: 'partner' },
    [...snapshot.subscriptions.keys()].filter((id) => id.startsWith('2222')),
    harness.options,
  );
  outputs.push(JSON.stringify(direct), ...log.lines, JSON.stringify(accessLog.records()));
  outputs.push(JSON.stringify([...snapshot.subscriptions.values()].map((view) => view.rows)));
  outputs.push(JSON.stringify(estate.changes.since(0)));
  onDemand.close();
  await estate.dispose();
  for (const file of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile()) {
      outputs.push(readFileSync(path, 'latin1'));
    }
    if (file.name.endsWith('.sqlite') || file.name.endsWith('.db')) {
      const database = new DatabaseSync(path, { readOnly: true });
      const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
      outputs.push(
        ...tables.flatMap(({ name }) =>
          database
            .prepare(`select * from "${String(name)}"`)
            .all()
            .map((row) =>
              Object.values(row)
                .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
                .join(),
            ),
        ),
      );
      database.close();
    }
  }
  const all = outputs.join('\n');
  await harness.close();
  rmSync(directory, { recursive: true });
  // What is told of receivers is there, so the search looked at the right things.
  expect(all).toContain('ag-ops');
  expect(all).toContain('1 webhook');
  expect(PRIVATE.length).toBeGreaterThan(2);
  expect(PRIVATE.filter((text) => all.includes(text))).toEqual([]);
}, 30_000);
