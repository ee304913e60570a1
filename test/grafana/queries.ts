import assert from 'node:assert/strict';
import type { CspQuery } from '../../src/shared/query.ts';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import { type GrafanaApi, rows } from './api.ts';
import type { RunningSimulator } from './simulator.ts';
import { type Steps, until } from './steps.ts';

interface TruthHealth {
  resourceId: string;
  state: string;
  reason: string | null;
}

/** What has to be said beside the type, and the frame's type where it isn't a table: the data plane has none for state timelines and node graphs. */
const EXAMPLES: Partial<Record<QueryType, { query?: Partial<CspQuery>; frame?: string | undefined }>> = {
  healthHistory: { frame: undefined },
  topology: { frame: undefined },
  metrics: {
    query: { filters: { resource: ['vm-web-01'] }, metric: { name: 'Percentage CPU', aggregation: 'Average' } },
    frame: 'timeseries-multi',
  },
  resourceGraph: { query: { kql: 'resources | summarize count() by type' } },
};

/** Save & test, then every query type through `/api/ds/query`, some of them against what the simulator's world says. */
export async function checkQueries(steps: Steps, grafana: GrafanaApi, simulator: RunningSimulator): Promise<void> {
  await steps.run('Save & test is green', async () => {
    const { body } = await grafana.call<{ status: string; message: string }>(
      'GET',
      '/api/datasources/uid/azurecsp/health',
    );
    assert.equal(body.status, 'OK', body.message);
  });
  await steps.run('the estate is collected', () =>
    until(
      'resourceHealth rows',
      60,
      async () => rows(await grafana.query({ queryType: 'resourceHealth' })).length,
      (count) => count > 0,
    ),
  );
  grafana.range = { from: 'now-24h', to: 'now' };
  for (const queryType of Object.keys(QUERY_TYPES) as QueryType[]) {
    const { query, frame: type } = { frame: 'table', ...EXAMPLES[queryType] };
    await steps.run(`${queryType} answers as a table`, async () => {
      const frame = await grafana.query({ queryType, format: 'table', ...query });
      assert.equal(frame.schema.meta?.type, type);
      assert.ok(rows(frame).length > 0, 'no rows');
    });
    await steps.run(`${queryType} answers for alerting`, async () => {
      const frame = await grafana.query({ queryType, format: 'alerting', ...query });
      assert.equal(frame.schema.meta?.type, 'numeric-long');
      assert.equal(frame.schema.fields.filter((field) => field.type === 'number').length, 1);
    });
  }
  await steps.run('resourceHealth says what the world says', async () => {
    const truth = (await simulator.call('GET', '/truth/resourceHealth')) as TruthHealth[];
    const shown = rows(await grafana.query({ queryType: 'resourceHealth' }));
    assert.ok(shown.length > 0);
    for (const row of shown) {
      const expected = truth.find((one) => one.resourceId.toLowerCase() === String(row['resourceId']).toLowerCase());
      // Azure keeps no health of a subscription that is switched off: then the row says so.
      const state = expected?.reason === 'UserInitiated' ? 'UserInitiated' : expected?.state;
      assert.ok(row['healthState'] === state || (row['healthState'] === null && row['reason']), JSON.stringify(row));
    }
    assert.ok(shown.filter((row) => row['healthState'] !== null).length >= 8);
  });
  await steps.run('the tree opens from customers down to a resource', async () => {
    const page = async (parent: string) => {
      const answer = await grafana.call<{ nodes: Array<{ id: string; kind: string; hasChildren: boolean }> }>(
        'GET',
        `/api/datasources/uid/azurecsp/resources/tree?parent=${encodeURIComponent(parent)}`,
      );
      assert.equal(answer.status, 200);
      return answer.body.nodes;
    };
    let nodes = await page('');
    const kinds: string[] = [];
    while (nodes.length > 0) {
      const next = nodes.find((node) => node.hasChildren) ?? nodes[0];
      kinds.push(next?.kind ?? '');
      nodes = next?.hasChildren ? await page(`${next.kind}:${next.id}`) : [];
    }
    assert.deepEqual(kinds, ['customer', 'tenant', 'subscription', 'resourceGroup', 'resource']);
  });
  await steps.run('an unknown query type is an error of its own refId', async () => {
    await assert.rejects(grafana.query({ queryType: 'weather' as QueryType }), /weather/);
  });
}
