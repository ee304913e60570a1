// Parses nothing but the environment, wires the rooms together, serves, stops. What there is to decide is decided in
// the rooms.
import { systemClock } from './common/clock.ts';
import type { Logger } from './common/log.ts';
import { createEstate } from './estate/estate.ts';
import { openStore } from './estate/store/sqliteStore.ts';
import { type DataSourceInstance, type InstanceSettings, servePlugin, type User } from './grafana/plugin.ts';
import { AccessLogStore } from './microsoft/accessLog/accessLogStore.ts';
import { createMicrosoft } from './microsoft/microsoft.ts';
import { LocalTokenStore } from './microsoft/auth/stores/localTokenStore.ts';
import { tokenStores } from './microsoft/auth/stores/tokenStores.ts';
import { Attempts } from './queries/consent/attempts.ts';
import type { Consent } from './queries/consent/consent.ts';
import { ConsentOutcomes, outcomesFile } from './queries/consent/outcomes.ts';
import { SharedAnswers } from './queries/answers/sharedAnswers.ts';
import { checkStores } from './queries/check/stores.ts';
import { checkHealth } from './queries/check/checkHealth.ts';
import { createOnDemand } from './queries/onDemand/onDemand.ts';
import { route } from './queries/routes/routes.ts';
import { liveChanges, mayListen } from './queries/routes/live.ts';
import { createVisibility } from './queries/visibility/visibility.ts';
import { forgetSecrets, PLUGIN_ID, readOperator } from './settings/operator.ts';
import { readSettings } from './settings/read.ts';

/** Sign-ins under way outlive the instance that they began in, since saving the settings makes another. */
const attempts = new Attempts(systemClock);
const operator = readOperator(process.env, process.execPath);
forgetSecrets(process.env);

void servePlugin({ pluginId: PLUGIN_ID, createInstance, limits: { memoryBytes: operator.memoryLimitBytes } });

/** One configured data source: its settings, its way to Microsoft, its estate. A CspError from here is what every query of it answers. */
async function createInstance(instance: InstanceSettings, context: { log: Logger }): Promise<DataSourceInstance> {
  const clock = systemClock;
  const log = context.log;
  const settings = readSettings(instance.jsonData, instance.secureJsonData, operator);
  const directory = operator.dataPath;
  const key = `${instance.namespace || instance.orgId}/${instance.uid}`;
  const accessLog = new AccessLogStore({ directory, key, bytes: settings.accessLogBytes, clock, log });
  const tokenStore = new LocalTokenStore({ directory, identity: key, keys: settings.tokenStoreKeys, clock });
  const microsoft = createMicrosoft({ settings, clock, log, accessLog, tokenStoreOf: tokenStores(tokenStore) });
  const onDemand = createOnDemand({ microsoft, clock });
  const store = directory ? openStore({ directory, key, log }) : null;
  const estate = createEstate({ settings, microsoft, clock, log, store });
  estate.start();
  // The picture of the last run first: an empty answer would look like an empty estate.
  await estate.ready();

  const { history, changes } = estate;
  const credentials = { states: () => microsoft.credentialStates(), problems: () => estate.secretProblems() };
  const sources = { onDemand, history, changes, accessLog, rateLimits: () => microsoft.rateLimits(), credentials };
  const reading = () => ({ snapshot: estate.snapshot(), now: clock.now(), portal: settings.hosts.portal });
  const answers = new SharedAnswers(reading, clock);
  const stores = () =>
    checkStores({
      directory,
      pictureProblem: store?.problem() ?? null,
      accessLog,
      credentials: microsoft.credentialStates(),
    });
  const { coverageBaseline, mistakes } = settings;
  const alertActions = settings.allowChangeState
    ? { microsoft, log, refresh: (tenantId: string) => estate.refreshNow(tenantId, 'alerts') }
    : undefined;
  const closing = new AbortController();
  const consent: Consent = {
    microsoft,
    settings,
    clock,
    log,
    attempts,
    outcomes: new ConsentOutcomes(outcomesFile(directory, key, log)),
    orgId: instance.orgId,
    uid: instance.uid,
    appUrl: instance.grafanaConfig['GF_APP_URL'] ?? null,
    closed: closing.signal,
  };
  const visibility = createVisibility(settings.visibility);
  // Only queries can come from alert rules: of a resource, anybody's browser can send the header.
  const caller = (user: User | undefined, fromAlert = false) => ({ orgId: instance.orgId, user, fromAlert });
  return {
    query: ({ model, from, to, maxDataPoints, intervalMs }, { signal, fromAlert, user }) => {
      const asked = { from, to, maxDataPoints, intervalMs, fromAlert, signal };
      const rest = { ...sources, ...asked, coverageBaseline, mistakes, consents: consent.outcomes };
      return answers.ask(model, (base) => visibility.narrow({ ...base, ...rest }, caller(user, fromAlert)));
    },
    resource: async (request, { signal, user }) => {
      const context = { ...reading(), ...sources, signal, user, alertActions, consent };
      return route(request, visibility.narrow(context, caller(user)));
    },
    checkHealth: ({ signal, user }) => {
      const { snapshot, sight } = visibility.narrow(reading(), caller(user));
      const doubts = () => visibility.doubts(snapshot);
      return checkHealth({ settings, microsoft, clock, signal, stores, sight, doubts });
    },
    subscribe: async (path, _data, { user }) => mayListen(path, visibility.narrow(reading(), caller(user))),
    stream: (_path, _data, { signal }) => liveChanges(changes, clock, signal, () => answers.renew()),
    shed: () => onDemand.shed(),
    dispose: async () => {
      closing.abort();
      onDemand.close();
      await estate.dispose();
      microsoft.close();
      await accessLog.close();
    },
  };
}
