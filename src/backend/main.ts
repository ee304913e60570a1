// Parses nothing but the environment, wires the rooms together, serves, stops. What there is to decide is decided in
// the rooms.
import { systemClock } from './common/clock.ts';
import type { Logger } from './common/log.ts';
import { createEstate } from './estate/estate.ts';
import { openStore } from './estate/sqliteStore.ts';
import { type DataSourceInstance, type InstanceSettings, servePlugin } from './grafana/plugin.ts';
import { RecentAccess } from './microsoft/accessLog.ts';
import { createMicrosoft } from './microsoft/microsoft.ts';
import { checkHealth } from './queries/checkHealth.ts';
import { createOnDemand } from './queries/onDemand/onDemand.ts';
import { route } from './queries/routes.ts';
import { runQuery } from './queries/run.ts';
import { PLUGIN_ID, readOperator } from './settings/operator.ts';
import { readSettings } from './settings/read.ts';

const operator = readOperator(process.env, process.execPath);

void servePlugin({ pluginId: PLUGIN_ID, createInstance });

/** One configured data source: its settings, its way to Microsoft, its estate. A CspError from here is what every query of it answers. */
async function createInstance(instance: InstanceSettings, context: { log: Logger }): Promise<DataSourceInstance> {
  const clock = systemClock;
  const log = context.log;
  const settings = readSettings(instance.jsonData, instance.secureJsonData, operator);
  const microsoft = createMicrosoft({ settings, clock, log, accessLog: new RecentAccess() });
  const onDemand = createOnDemand({ microsoft, clock });
  const directory = operator.dataPath;
  const store = directory
    ? openStore({ directory, key: `${instance.namespace || instance.orgId}/${instance.uid}`, log })
    : null;
  const estate = createEstate({ settings, microsoft, clock, log, store });
  estate.start();
  // The picture of the last run first: an empty answer would look like an empty estate.
  await estate.ready();

  const past = { history: estate.history, changes: estate.changes };
  const reading = () => ({ snapshot: estate.snapshot(), now: clock.now(), portal: settings.hosts.portal });
  const { coverageBaseline } = settings;
  const alertActions = settings.allowChangeState
    ? { microsoft, log, refresh: (tenantId: string) => estate.refreshNow(tenantId, 'alerts') }
    : undefined;
  return {
    query: ({ model, from, to, maxDataPoints, intervalMs }, { signal, fromAlert }) =>
      runQuery(model, {
        ...reading(),
        ...past,
        from,
        to,
        maxDataPoints,
        intervalMs,
        fromAlert,
        signal,
        onDemand,
        coverageBaseline,
      }),
    resource: async (request, { signal, user }) =>
      route(request, { ...reading(), signal, onDemand, user, alertActions }),
    checkHealth: ({ signal }) => checkHealth({ settings, microsoft, clock, signal }),
    dispose: async () => {
      onDemand.close();
      await estate.dispose();
      microsoft.close();
    },
  };
}
