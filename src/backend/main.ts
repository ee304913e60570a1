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
import { route } from './queries/routes.ts';
import { runQuery } from './queries/run.ts';
import { PLUGIN_ID, readOperator } from './settings/operator.ts';
import { readSettings } from './settings/read.ts';

const operator = readOperator(process.env, process.execPath);

void servePlugin({ pluginId: PLUGIN_ID, createInstance });

/** One configured data source: its settings, its way to Microsoft, its estate. A CspError from here is what every query of it answers. */
function createInstance(instance: InstanceSettings, context: { log: Logger }): DataSourceInstance {
  const clock = systemClock;
  const log = context.log;
  const settings = readSettings(instance.jsonData, instance.secureJsonData, operator);
  const microsoft = createMicrosoft({ settings, clock, log, accessLog: new RecentAccess() });
  const directory = operator.dataPath;
  const store = directory ? openStore({ directory, key: `${instance.namespace || instance.orgId}/${instance.uid}`, log }) : null;
  const estate = createEstate({ settings, microsoft, clock, log, store });
  estate.start();

  const reading = () => ({ snapshot: estate.snapshot(), now: clock.now(), portal: settings.hosts.portal });
  return {
    query: (query, { signal, fromAlert }) =>
      runQuery(query.model, { ...reading(), from: query.from, to: query.to, fromAlert, signal }),
    resource: async (request) => route(request, reading()),
    checkHealth: ({ signal }) => checkHealth({ settings, microsoft, clock, signal }),
    dispose: async () => {
      await estate.dispose();
      microsoft.close();
    },
  };
}
