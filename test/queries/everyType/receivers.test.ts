import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RecentAccess } from '../../microsoft/recentAccess.ts';
import { createMicrosoft } from '../../../src/backend/microsoft/microsoft.ts';
import { createOnDemand } from '../../../src/backend/queries/onDemand/onDemand.ts';
import { runQuery } from '../../../src/backend/queries/run.ts';
import { readSettings } from '../../../src/backend/settings/read.ts';
import { QUERY_TYPES } from '../../../src/shared/queryTypes.ts';
import { Lab } from '../../estate/lab.ts';
import { keepingLog } from '../../estate/keepingLog.ts';
import { SMALL_ACTION_GROUPS } from '../../simulator/world/small/smallActions.ts';
import { SMALL } from '../estate.ts';

/** Marked by the simulator: addresses, numbers and URLs of those who are told. */
const PRIVATE = Object.values(SMALL_ACTION_GROUPS)
  .flat()
  .flatMap(({ emails, phones, webhooks }) => [
    ...emails.map(({ address }) => address),
    ...phones.map(({ number }) => number),
    ...webhooks.map(({ uri }) => uri),
  ]);

/** All that a store's files hold, as bytes and as rows. */
function storedIn(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    const bytes = readFileSync(path, 'latin1');
    if (!name.endsWith('.sqlite')) {
      return [bytes];
    }
    const database = new DatabaseSync(path, { readOnly: true });
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    const rows = tables.flatMap((table) => database.prepare(`select * from "${String(table.name)}"`).all());
    database.close();
    return [bytes, ...rows.flatMap((row) => Object.values(row).map(textOf))];
  });
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}

test('no address, number or URL of a receiver is in any frame, row, log or store', async () => {
  const lab = await Lab.open();
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  const { jsonData, secureJsonData } = lab.simulator;
  const settings = readSettings(jsonData, secureJsonData, { allowInsecureEndpoints: true });
  const accessLog = new RecentAccess();
  const microsoft = createMicrosoft({ settings, clock: lab.clock, log: keepingLog(lab.lines), accessLog });
  const onDemand = createOnDemand({ microsoft, clock: lab.clock });
  const { signal } = new AbortController();
  const snapshot = estate.snapshot();
  const outputs: string[] = [];
  for (const queryType of Object.keys(QUERY_TYPES)) {
    const now = lab.clock.now();
    const { history, changes } = estate;
    const rateLimits = () => microsoft.rateLimits();
    const credentials = { states: () => microsoft.credentialStates(), problems: () => new Map<string, string>() };
    const context = {
      snapshot,
      now,
      portal: 'https://portal.azure.com',
      onDemand,
      history,
      changes,
      accessLog,
      rateLimits,
      credentials,
      signal,
    };
    // What Microsoft refuses of the types that are asked on demand is not what is tested here.
    const answer = runQuery({ queryType }, { ...context, from: now - 3_600_000, to: now, fromAlert: false });
    outputs.push(JSON.stringify(await answer.catch((error: unknown) => String(error))));
  }
  const access = { tenantId: SMALL.contoso, credentialId: 'partner' };
  const call = { signal, reason: 'query' };
  const direct = await microsoft.listAlertRulesOf(access, SMALL.contosoProduction, call);
  outputs.push(JSON.stringify([direct, lab.lines, accessLog.records(), estate.changes.since(0)]));
  outputs.push(JSON.stringify([...snapshot.subscriptions.values()].map((view) => view.rows)));
  onDemand.close();
  microsoft.close();
  await estate.dispose();
  const stored = storedIn(lab.directory).join('\n');
  await lab.close();
  const all = outputs.join('\n');
  // What may be told of receivers is there, so this looked at the right things.
  expect(all).toContain('1 webhook');
  expect(stored).toContain('ag-ops');
  expect(PRIVATE.length).toBeGreaterThan(2);
  expect(PRIVATE.filter((text) => all.includes(text) || stored.includes(text))).toEqual([]);
});
