import { jsonObject } from '../../../shared/json.ts';
import { subscriptionOfId } from '../../../shared/resourceId.ts';
import { CspError, badInput } from '../../common/errors.ts';
import type { Access } from '../../microsoft/api/access.ts';
import { type AlertModification, type AlertState, ALERT_STATES } from '../../microsoft/api/monitoring.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Alert } from '../../estate/rows/alert.ts';
import { EDITORS, personWith } from '../routes/roles.ts';
import type { RouteContext, RouteUser } from '../routes/route.ts';

const LONGEST_COMMENT = 500;

/** Answer of `GET incidents/history?id=ALERT`. */
export interface AlertHistory {
  id: string;
  /** Oldest first; times in ms. */
  modifications: AlertModification[];
}

/**
 * What happened to one alert, from Azure.
 *
 * @throws CspError: 404 for an alert that isn't in this data source's picture, Microsoft's refusals
 */
export async function alertHistory(query: URLSearchParams, context: RouteContext): Promise<AlertHistory> {
  const { alert, access, subscriptionId } = alertOf(query.get('id'), context.snapshot);
  const { value } = await context.onDemand.ask(
    {
      kind: 'alertHistory',
      access,
      parts: [subscriptionId, alert.alertId, alert.modifiedAt],
      freshMs: 30_000,
      read: (microsoft, call) => microsoft.getAlertHistory(access, subscriptionId, alert.alertId, call),
    },
    context.signal,
  );
  return { id: alert.id, modifications: value.rows };
}

/**
 * Acknowledges, closes or reopens one alert in Azure: `POST incidents/changestate` with `{id, state, comment?}`. The
 * account in the settings does it, so the person's name goes into the comment, the log and the access log.
 *
 * @throws CspError: 403 where the settings or the person's role don't allow it, 404 for an alert that isn't in this
 * data source's picture, 400 for a state that isn't one, Microsoft's refusals
 */
export async function changeAlertState(
  body: unknown,
  context: RouteContext,
): Promise<{ id: string; alertState: string }> {
  const { alertActions } = context;
  if (!alertActions) {
    throw refused(
      'Changing alerts is switched off. An administrator can allow it in the data source: "Allow to acknowledge and close alerts".',
    );
  }
  const user = personWith(EDITORS, context.user, 'change alerts');
  const asked = jsonObject(body);
  const state = ALERT_STATES.find((one) => one === asked.state);
  if (!state) {
    throw badInput(`state is one of: ${ALERT_STATES.join(', ')}.`);
  }
  const { alert, access, subscriptionId } = alertOf(asked.id, context.snapshot);
  const comments = commentOf(asked.comment, state, user);
  const fields = {
    user: user.login,
    alert: alert.id,
    rule: alert.ruleName,
    from: alert.alertState,
    to: state,
    tenantId: access.tenantId,
  };
  try {
    const options = { signal: context.signal, reason: `changeAlertState by ${plain(user.login)}` };
    const alertState = await alertActions.microsoft.changeAlertState(
      access,
      subscriptionId,
      alert.alertId,
      { state, comments },
      options,
    );
    alertActions.log.info('A person changed the state of an alert in Azure.', fields);
    alertActions.refresh(access.tenantId);
    return { id: alert.id, alertState };
  } catch (thrown) {
    const error = CspError.from(thrown);
    alertActions.log.warn('A person could not change the state of an alert in Azure.', { ...fields, code: error.code });
    throw error;
  }
}

/** An alert that this data source shows, by its ARM id or GUID: ids from elsewhere never become requests. */
function alertOf(id: unknown, snapshot: Snapshot): { alert: Alert; access: Access; subscriptionId: string } {
  if (typeof id !== 'string' || id === '') {
    throw badInput("id is missing: the alert's alertId as the query type incidents gives it.");
  }
  const wanted = id.toLowerCase();
  const subscription = subscriptionOfId(wanted);
  const views =
    subscription === undefined ? snapshot.subscriptions.values() : [snapshot.subscriptions.get(subscription)];
  for (const view of views) {
    const alert = view?.rows.alerts?.find((one) => one.id.toLowerCase() === wanted || one.alertId === wanted);
    const tenant = view && snapshot.tenants.get(view.subscription.tenantId);
    if (alert && tenant) {
      return { alert, access: tenant.access, subscriptionId: view.subscription.subscriptionId };
    }
  }
  throw new CspError('This data source knows no such alert. Azure keeps alerts for 30 days.', {
    code: 'NotFound',
    status: 404,
    source: 'downstream',
  });
}

function commentOf(value: unknown, state: AlertState, { name, login }: RouteUser): string {
  if (value !== undefined && value !== null && typeof value !== 'string') {
    throw badInput('comment is not text.');
  }
  const comment = (value ?? '').trim();
  if (comment.length > LONGEST_COMMENT) {
    throw badInput(`comment is longer than ${LONGEST_COMMENT} characters.`);
  }
  const who = name && name !== login ? `${name} (${login})` : login;
  return `${state} by ${plain(who)} in Grafana${comment === '' ? '' : `: ${plain(comment)}`}`;
}

/** On one line. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

function refused(sentence: string): CspError {
  return new CspError(sentence, { code: 'Forbidden', status: 403, source: 'downstream' });
}
