import type { Simulation } from '../../core/simulation.ts';
import { ALERT_VERSIONS } from '../resourceManager/apiVersions.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { changeState, getAlert, getHistory, getSummary, listAlerts } from './handlers.ts';

/** Microsoft.AlertsManagement: fired alerts. Its rules are with the other rules. */
export function alertsManagementRoutes(simulation: Simulation): ArmRoute[] {
  const common = { service: 'alertsManagement', versions: ALERT_VERSIONS, type: 'alerts' } as const;
  const tail = 'providers/microsoft\\.alertsmanagement';
  // 2019-03-01 takes a subscription; ids of alerts have their resource before that.
  const one = `^/subscriptions/(?<s>[^/]+)(?:/.+)?/${tail}/alerts/(?<alert>[^/]+)`;
  return [
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/${tail}/alerts$`, 'i'),
      operation: 'listAlerts',
      handle: (x, principal, p) => listAlerts(simulation, x, principal, p.s ?? ''),
    },
    {
      ...common,
      path: new RegExp(`^(?<scope>/subscriptions/(?<s>[^/]+)/resourcegroups/.+?)/${tail}/alerts$`, 'i'),
      operation: 'listAlertsByScope',
      handle: (x, principal, p) => listAlerts(simulation, x, principal, p.s ?? '', p.scope),
    },
    {
      ...common,
      path: new RegExp(`${one}$`, 'i'),
      operation: 'getAlert',
      handle: (x, principal, p) => getAlert(simulation, x, principal, p.s ?? '', p.alert ?? ''),
    },
    {
      ...common,
      path: new RegExp(`${one}/changestate$`, 'i'),
      method: 'POST',
      operation: 'changeState',
      handle: (x, principal, p) => changeState(simulation, x, principal, p.s ?? '', p.alert ?? ''),
    },
    {
      ...common,
      path: new RegExp(`${one}/history$`, 'i'),
      operation: 'getAlertHistory',
      handle: (x, principal, p) => getHistory(simulation, x, principal, p.s ?? '', p.alert ?? ''),
    },
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/${tail}/alertssummary$`, 'i'),
      operation: 'getAlertsSummary',
      handle: (x, principal, p) => getSummary(simulation, x, principal, p.s ?? ''),
    },
  ];
}
