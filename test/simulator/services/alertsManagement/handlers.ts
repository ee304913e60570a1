import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Subscription } from '../../world/model.ts';
import type { Alert, AlertState } from '../../world/alertModel.ts';
import { allows, requireRegistration, requireSubscription } from '../resourceManager/access.ts';
import { armError, authorizationFailed } from '../resourceManager/errors.ts';
import { same } from '../resourceManager/model.ts';
import { alertShape, historyShape } from './alertShapes.ts';
import { readAlertQuery } from './query.ts';

const NAMESPACE = 'Microsoft.AlertsManagement';
const READ = `${NAMESPACE}/alerts/read`;
const CHANGE = `${NAMESPACE}/alerts/changestate/action`;
const STATES: readonly AlertState[] = ['New', 'Acknowledged', 'Closed'];

/** Alerts of a subscription, or of the resource group or resource that `scope` names. */
export function listAlerts(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  subscriptionId: string,
  scope?: string,
): Reply {
  const subscription = readable(simulation, x, principal, subscriptionId);
  const query = readAlertQuery(x);
  const within = (one: Alert): boolean =>
    scope === undefined || `${one.target.toLowerCase()}/`.startsWith(`${scope.toLowerCase()}/`);
  const rows = query.select(simulation.world.alerts(subscription, x.now).filter(within));
  const offset = readToken(x.query.get('ctoken'));
  const value = rows.slice(offset, offset + query.pageCount);
  const end = offset + value.length;
  const body = {
    value: value.map((one) => alertShape(one, query.parts)),
    nextLink: end < rows.length ? nextLink(x, end) : null,
  };
  return { status: 200, body };
}

export function getAlert(simulation: Simulation, x: Exchange, principal: Principal, id: string, alert: string): Reply {
  const subscription = readable(simulation, x, principal, id);
  const found = findAlert(simulation, subscription, alert, x.now);
  return { status: 200, body: alertShape(found, { context: true, egressConfig: true, select: new Set() }) };
}

export function getHistory(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  id: string,
  alert: string,
): Reply {
  const subscription = readable(simulation, x, principal, id);
  return { status: 200, body: historyShape(findAlert(simulation, subscription, alert, x.now)) };
}

/** Stays so until it is changed again, or the world is reset. */
export function changeState(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  id: string,
  name: string,
): Reply {
  const subscription = readable(simulation, x, principal, id);
  if (!allows(simulation.world.role(subscription, principal, x.now), CHANGE)) {
    throw authorizationFailed(x, CHANGE, `/subscriptions/${subscription.id}`);
  }
  const asked = x.query.get('newState') ?? '';
  const state = STATES.find((one) => same(one, asked));
  if (state === undefined) {
    throw armError('BadRequest', `The value '${asked}' of newState is invalid. Allowed: ${STATES.join(', ')}.`);
  }
  const { alertId } = findAlert(simulation, subscription, name, x.now);
  const comments = readComments(x.body);
  const by = principal.name;
  simulation.world.addTransition({ kind: 'alert', at: x.now, alertId, state, by, ...(comments && { comments }) });
  const changed = findAlert(simulation, subscription, alertId, x.now);
  return { status: 200, body: alertShape(changed, { context: true, egressConfig: true, select: new Set() }) };
}

/** https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts/get-summary: ended on 30 September 2026. */
const SUMMARY_END = Date.parse('2026-09-30T00:00:00Z');

export function getSummary(simulation: Simulation, x: Exchange, principal: Principal, id: string): Reply {
  const subscription = readable(simulation, x, principal, id);
  if (x.now >= SUMMARY_END) {
    throw armError('Gone', 'The alerts summary API has been retired. Count alerts with Azure Resource Graph.');
  }
  const total = simulation.world.alerts(subscription, x.now).length;
  return { status: 200, body: { properties: { groupedby: x.query.get('groupby'), total, values: [] } } };
}

function readComments(body: string): string {
  if (body.trim() === '') {
    return '';
  }
  try {
    const { comments } = JSON.parse(body) as { comments?: unknown };
    return typeof comments === 'string' ? comments : '';
  } catch {
    throw armError('BadRequest', 'The request content was invalid and could not be deserialized.');
  }
}

function readable(simulation: Simulation, x: Exchange, principal: Principal, id: string): Subscription {
  const subscription = requireSubscription(simulation, x, principal, id, READ);
  requireRegistration(subscription, NAMESPACE);
  return subscription;
}

function findAlert(simulation: Simulation, subscription: Subscription, name: string, now: number): Alert {
  const alert = simulation.world.alerts(subscription, now).find((one) => same(one.alertId, name));
  if (!alert) {
    throw armError('AlertNotFound', `The alert '${name}' was not found.`);
  }
  return alert;
}

function readToken(token: string | null): number {
  const offset = token === null ? '0' : /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) {
    throw armError('BadRequest', 'The ctoken is invalid.');
  }
  return Number(offset);
}

/** Microsoft's host comes with its port here, and with no other list. */
function nextLink(x: Exchange, offset: number): string {
  const origin = new URL(x.origin);
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  const kept = [...x.query].filter(([key]) => key !== 'ctoken');
  const query = new URLSearchParams([...kept, ['ctoken', Buffer.from(`page:${offset}`).toString('base64url')]]);
  return `${origin.protocol}//${origin.hostname}:${port}${encodeURI(x.path)}?${query.toString()}`;
}
