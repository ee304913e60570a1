// Runs under the runtime that is shipped (Bun): a whole sweep of a world through the real client, against the simulator
// in another process, then the answers from the estate that came of it. Prints one JSON object.
import { writeFileSync } from 'node:fs';
import { systemClock } from '../../src/backend/common/clock.ts';
import { atOnce, inSlices } from '../../src/backend/common/slices.ts';
import { createEstate } from '../../src/backend/estate/estate.ts';
import type { Snapshot } from '../../src/backend/estate/model/snapshot.ts';
import { encodeArrow } from '../../src/backend/grafana/frames/arrow.ts';
import { createLogger } from '../../src/backend/grafana/logging/logging.ts';
import { RecentAccess } from '../microsoft/recentAccess.ts';
import { createMicrosoft } from '../../src/backend/microsoft/microsoft.ts';
import { createOnDemand } from '../../src/backend/queries/onDemand/onDemand.ts';
import { runQuery } from '../../src/backend/queries/run.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import type { CspQuery } from '../../src/shared/query.ts';
import type { SimulatorLine } from '../grafana/simulator.ts';
import { medianMs, round, watchLag } from './measure.ts';

const line = JSON.parse(process.env['SIMULATOR'] ?? '{}') as SimulatorLine;
const latencySeconds = Number(process.env['LATENCY_MS']) / 1000;
// One sweep is measured: nothing shall be due again before it is over.
const hourly = { resourceHealthSeconds: 3600, eventsSeconds: 3600, alertsSeconds: 3600, changesSeconds: 3600 };
const settings = readSettings({ ...line.jsonData, collection: hourly }, line.secureJsonData, {
  allowInsecureEndpoints: true,
});
const log = createLogger({ logger: 'bench' });
const accessLog = new RecentAccess();
const microsoft = createMicrosoft({ settings, clock: systemClock, log, accessLog });
const estate = createEstate({ settings, microsoft, clock: systemClock, log, store: null });

const onDemand = createOnDemand({ microsoft, clock: systemClock });

const before = memory();
const sweep = await measureSweep();
const snapshot = estate.snapshot();
const after = memory();
const results = {
  sweep,
  memory: {
    resources: snapshot.totals.resources,
    bytesPerResource: round((after - before) / snapshot.totals.resources),
    residentMB: round(after / 1e6),
  },
  healthSummary: await measureSummary(snapshot),
  resourceHealth: await measureRows(),
  wholeEstate: await measureWholeEstate(),
  dashboards: await measureDashboards(),
};
await estate.dispose();
microsoft.close();
console.log(JSON.stringify(results));
process.exit(0);

/** From nothing to a complete estate. */
async function measureSweep() {
  const lag = watchLag();
  const start = performance.now();
  estate.start();
  await estate.idle();
  const seconds = (performance.now() - start) / 1000;
  const calls = await callsSoFar();
  const ideal = (calls * latencySeconds) / settings.concurrency;
  return {
    seconds: round(seconds),
    calls,
    idealSeconds: round(ideal),
    ratio: round(seconds / ideal),
    eventLoopLagMs: lag.stop(),
  };
}

/** One pass over as many bytes as there are resources. */
function onePassMs(current: Snapshot): Promise<number> {
  const bytes = new Uint8Array(current.totals.resources).map((_, index) => index % 5);
  const counts = new Uint32Array(5);
  return medianMs(50, () => {
    for (let index = 0; index < bytes.length; index++) {
      counts[bytes[index] as number]! += 1;
    }
  });
}

async function measureSummary(current: Snapshot) {
  const pass = await onePassMs(current);
  const summary = await medianMs(50, () => answer({ queryType: 'healthSummary', groupBy: 'customer' }));
  const byType = await medianMs(20, () => answer({ queryType: 'healthSummary', groupBy: 'resourceType' }));
  return {
    onePassMs: round(pass),
    byCustomerMs: round(summary),
    byCustomerRatio: round(summary / pass),
    byResourceTypeMs: round(byType),
  };
}

/** 10,000 rows from the query to the bytes that Grafana gets; the frame is left for the Go SDK to encode. */
async function measureRows() {
  const query: CspQuery = { queryType: 'resourceHealth', filters: { customer: customersOf(10_000) }, limit: 10_000 };
  const frame = await answer(query);
  writeFileSync(process.env['FRAME_FILE'] ?? '', frame);
  const table = await tableOf(query);
  return {
    requestToBytesMs: round(await medianMs(30, () => answer(query))),
    // The same number of rows, but the worst of all that there are.
    worstOfAllToBytesMs: round(await medianMs(10, () => answer({ ...query, filters: {} }))),
    encodeMs: round(await medianMs(30, () => atOnce(encodeArrow(table, 'A')))),
    bytes: frame.length,
  };
}

/**
 * Questions for which every resource is looked at: how long they take, beside one pass, and for how long they keep
 * others waiting meanwhile.
 */
async function measureWholeEstate() {
  const pass = await onePassMs(snapshot);
  const questions: Record<string, CspQuery> = {
    byName: { queryType: 'resources', sort: 'resource', limit: 1000 },
    byTypeDescending: { queryType: 'resources', sort: '-resourceType', limit: 1000 },
    withTag: { queryType: 'resources', filters: { tag: ['env'] }, limit: 1000 },
    summaryByResourceGroup: { queryType: 'healthSummary', groupBy: 'resourceGroup', limit: 1000 },
    summaryByResourceGroupAndPolicy: {
      ...{ queryType: 'healthSummary', groupBy: 'resourceGroup', limit: 1000 },
      rollup: { policy: 'percentage', percentage: 60 },
    },
    hundredThousandRows: { queryType: 'resources', limit: 100_000 },
  };
  const measured: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(questions)) {
    await answer(query);
    const lag = watchLag();
    const ms = await medianMs(10, () => answer(query));
    measured[name] = { ms: round(ms), ratio: round(ms / pass), eventLoopLagMs: lag.stop() };
  }
  return { onePassMs: round(pass), ...measured };
}

/** As many customers as together have this many resources with a health. */
function customersOf(wanted: number): string[] {
  const chosen: string[] = [];
  let rows = 0;
  for (const id of snapshot.customers.keys()) {
    if (rows >= wanted) {
      break;
    }
    rows += snapshot.totalsOfCustomer(id).states.reduce((sum, count) => sum + count, 0);
    chosen.push(id);
  }
  return chosen;
}

/** 50 dashboards of 12 panels that refresh every 30 seconds for an hour, with the collectors stopped: any call is one too many. */
async function measureDashboards() {
  const panels: CspQuery[] = (['customer', 'tenant', 'subscription', 'resourceType', 'location'] as const).map(
    (groupBy) => ({ queryType: 'healthSummary', groupBy, limit: 500 }),
  );
  panels.push(
    { queryType: 'customers' },
    { queryType: 'tenants' },
    { queryType: 'tenantAccess' },
    { queryType: 'collectorStatus', limit: 500 },
  );
  panels.push(
    { queryType: 'resourceHealth', filters: { state: ['Unavailable'] }, limit: 200 },
    { queryType: 'subscriptions', limit: 200 },
    { queryType: 'healthSummary', format: 'alerting' },
  );
  await estate.dispose();
  const before = await callsSoFar();
  const refreshes = Number(process.env['REFRESHES']);
  const start = performance.now();
  for (let refresh = 0; refresh < refreshes; refresh++) {
    for (const panel of panels) {
      await answer(panel);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    queries: refreshes * panels.length,
    queriesPerSecond: round((refreshes * panels.length) / seconds),
    upstreamCalls: (await callsSoFar()) - before,
  };
}

async function tableOf(query: CspQuery) {
  const context = {
    snapshot: estate.snapshot(),
    now: Date.now(),
    from: 0,
    to: Date.now(),
    fromAlert: false,
    portal: settings.hosts.portal,
    onDemand,
    history: estate.history,
    changes: estate.changes,
    accessLog,
    rateLimits: () => microsoft.rateLimits(),
    credentials: { states: () => microsoft.credentialStates(), problems: () => estate.secretProblems() },
  };
  const [table] = await runQuery(query, { ...context, signal: new AbortController().signal });
  return table ?? { columns: [] };
}

async function answer(query: CspQuery): Promise<Uint8Array> {
  return inSlices(encodeArrow(await tableOf(query), 'A'));
}

async function callsSoFar(): Promise<number> {
  const counts = (await (await fetch(`${line.control}/calls?counts=true`)).json()) as { total: number };
  return counts.total;
}

/** Resident bytes after garbage is gone. */
function memory(): number {
  const { Bun: bun } = globalThis as { Bun?: { gc(force: boolean): void } };
  bun?.gc(true);
  return process.memoryUsage.rss();
}
