import { ActivityLog } from './clients/monitor/activityLog.ts';
import { AlertRules } from './clients/monitor/alertRules.ts';
import { Alerts } from './clients/monitor/alerts.ts';
import type { Microsoft } from './api/microsoft.ts';
import { KeepAlive } from './auth/keepAlive.ts';
import { SignIn } from './auth/signIn.ts';
import { SignInRequests } from './auth/signInRequests.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import { Delegations } from './clients/resourceManager/delegations.ts';
import { Graph } from './clients/graph.ts';
import { GraphTables } from './clients/resourceGraph/graphTable.ts';
import { Metrics } from './clients/monitor/metrics.ts';
import { listHealthHistory } from './clients/resourceHealth/healthHistory.ts';
import { PartnerCenter } from './clients/partnerCenter/partnerCenter.ts';
import { ResourceGraph } from './clients/resourceGraph/resourceGraph.ts';
import { ResourceHealth } from './clients/resourceHealth/resourceHealth.ts';
import { ResourceManager } from './clients/resourceManager/resourceManager.ts';
import { listEmergingIssues } from './clients/resourceHealth/emergingIssues.ts';
import { ServiceHealth } from './clients/resourceHealth/serviceHealth.ts';

export type MicrosoftOptions = ConnectionOptions;

/**
 * The way to Microsoft for one set of settings: every call runs over one pipeline, which authenticates, tries again,
 * bounds, records and explains. All calls throw only CspError.
 */
export function createMicrosoft(options: MicrosoftOptions): Microsoft {
  const { http, limits, transport, entra, states, refreshTokens, proofs, tokens } = connect(options);
  const { clock, settings } = options;
  const context = { http, limits, settings };
  const requests = new SignInRequests(context, entra, proofs);
  const signIn = new SignIn({ requests, refreshTokens, forget: (credentialId) => tokens.forget(credentialId) });
  const keepAlive = new KeepAlive({ settings, clock, entra, refreshTokens, tokens });
  const partnerCenter = new PartnerCenter(context, entra);
  const resourceManager = new ResourceManager(context);
  const resourceGraph = new ResourceGraph(context);
  const resourceHealth = new ResourceHealth(context);
  const alertRules = new AlertRules(context, resourceGraph);
  const alerts = new Alerts(context, resourceGraph);
  const serviceHealth = new ServiceHealth(context, resourceGraph, options.clock);
  const activityLog = new ActivityLog(context);
  const metrics = new Metrics(context);
  const graphTables = new GraphTables(context);
  const graph = new Graph(context, entra, options.clock);
  const delegations = new Delegations(context);
  return {
    listCustomers: (call) => partnerCenter.listCustomers(call),
    listPartnerSubscriptions: (customerId, call) => partnerCenter.listSubscriptions(customerId, call),
    listAzureEntitlements: (customerId, planId, call) => partnerCenter.listAzureEntitlements(customerId, planId, call),
    listTenants: (access, call) => resourceManager.listTenants(access, call),
    listSubscriptions: (access, call) => resourceManager.listSubscriptions(access, call),
    listResourceGroups: (access, subscriptionId, call) =>
      resourceManager.listResourceGroups(access, subscriptionId, call),
    listResources: (access, subscriptionId, call) => resourceManager.listResources(access, subscriptionId, call),
    listInventory: (access, subscriptionIds, call) => resourceGraph.listInventory(access, subscriptionIds, call),
    listResourceHealth: (access, subscriptionId, call) =>
      resourceHealth.listBySubscription(access, subscriptionId, call),
    listHealthHistory: (access, resourceId, call) => listHealthHistory(context, access, resourceId, call),
    listResourceChanges: (access, subscriptionIds, since, call) =>
      resourceGraph.listResourceChanges(access, subscriptionIds, since, call),
    listAlertRules: (access, subscriptionIds, call) => alertRules.list(access, subscriptionIds, call),
    listAlertRulesOf: (access, subscriptionId, call) => alertRules.listOf(access, subscriptionId, call),
    listAlerts: (access, subscriptionIds, since, call) => alerts.list(access, subscriptionIds, since, call),
    listAlertsOf: (access, subscriptionId, call) => alerts.listOf(access, subscriptionId, call),
    getAlertHistory: (access, subscriptionId, alertId, call) => alerts.history(access, subscriptionId, alertId, call),
    changeAlertState: (access, subscriptionId, alertId, change, call) =>
      alerts.changeState(access, subscriptionId, alertId, change, call),
    listServiceHealthEvents: (access, subscriptionIds, call) => serviceHealth.listEvents(access, subscriptionIds, call),
    listSubscriptionEvents: (access, subscriptionId, call) => serviceHealth.listEventsOf(access, subscriptionId, call),
    listTenantEvents: (access, call) => serviceHealth.listTenantEvents(access, call),
    listEmergingIssues: (access, call) => listEmergingIssues(context, access, call),
    listImpactedResources: (access, subscriptionIds, call) =>
      serviceHealth.listImpactedResources(access, subscriptionIds, call),
    listVmAnnotations: (access, subscriptionIds, call) =>
      serviceHealth.listVmAnnotations(access, subscriptionIds, call),
    listActivityLog: (access, ask, call) => activityLog.list(access, ask, call),
    listMetricNamespaces: (access, resourceId, call) => metrics.namespaces(access, resourceId, call),
    listMetricDefinitions: (access, resourceId, namespace, call) =>
      metrics.definitions(access, resourceId, namespace, call),
    readMetric: (access, ask, call) => metrics.read(access, ask, call),
    listDimensionValues: (access, ask, dimension, call) => metrics.dimensionValues(access, ask, dimension, call),
    queryGraph: (access, ask, call) => graphTables.query(access, ask, call),
    listDelegatedAdminRelationships: (call) => graph.listDelegatedAdminRelationships(call),
    findSecretEnd: (credentialId, call) => graph.findSecretEnd(credentialId, call),
    listPermissions: (access, subscriptionId, call) => delegations.listPermissions(access, subscriptionId, call),
    listLighthouseAssignments: (access, subscriptionId, call) =>
      delegations.listAssignments(access, subscriptionId, call),
    resolveTenant: (tenant, call) => entra.resolveTenant(tenant, call),
    signIn: async (access, service, call) => {
      const tenantId = await entra.resolveTenant(access.tenantId, call);
      const scope =
        service === 'partnerCenter' ? settings.hosts.partnerCenterScope : settings.hosts.resourceManagerScope;
      await tokens.anew({ credentialId: access.credentialId, tenantId, scope }, call);
    },
    rateLimits: () => http.rateLimits(),
    credentialStates: () => states.list((credential) => refreshTokens.state(credential)),
    knownSecretEnd: (credentialId, endsAt) => states.knownSecretEnd(credentialId, endsAt),
    beginSignIn: (credentialId, attempt, call) => signIn.begin(credentialId, attempt, call),
    redeemSignIn: (credentialId, attempt, call) => signIn.redeemCode(credentialId, attempt, call),
    beginDeviceSignIn: (credentialId, call) => signIn.beginDevice(credentialId, call),
    redeemDeviceSignIn: (credentialId, deviceCode, call) => signIn.redeemDevice(credentialId, deviceCode, call),
    grantApplicationConsent: (customerId, consent, call) => partnerCenter.grantConsent(customerId, consent, call),
    close: () => {
      keepAlive.stop();
      transport.close();
    },
  };
}
