import { jsonObject } from '../../../shared/json.ts';
import { CspError } from '../../common/errors.ts';
import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import type { CallOptions } from '../../microsoft/api/access.ts';
import type { Settings } from '../../settings/settings.ts';
import type { RouteUser } from '../monitoring/alertActions.ts';
import { ADMINS, personWith } from '../routes/roles.ts';
import type { RouteContext } from '../routes/routes.ts';
import { mustSeeEverything } from '../visibility/visibility.ts';
import type { Attempts, Owner } from './attempts.ts';
import type { ConsentOutcomes } from './outcomes.ts';

/** What signing in and consent need besides what every route has. */
export interface Consent {
  microsoft: Microsoft;
  settings: Settings;
  clock: Clock;
  log: Logger;
  attempts: Attempts;
  outcomes: ConsentOutcomes;
  orgId: number;
  uid: string;
  /** Grafana's own address, GF_APP_URL; null where it doesn't tell. */
  appUrl: string | null;
  /** Fires when the instance goes: what goes on after its request ends with it. */
  closed: AbortSignal;
}

/** An administrator's request. */
export interface Asking {
  consent: Consent;
  user: RouteUser;
  owner: Owner;
  /** For calls made in this person's name. */
  call: CallOptions;
}

/**
 * Lets administrators through.
 *
 * @param doing for the access log, e.g. `signIn`.
 * @throws {CspError} 403 for everybody else, and for administrators who don't see every customer.
 */
export function administrator(context: RouteContext, doing: string): Asking {
  const { consent, signal } = context;
  const user = personWith(ADMINS, context.user, 'sign in for a data source and consent');
  mustSeeEverything(context);
  if (!consent) {
    throw new CspError('Signing in needs a saved data source.', {
      code: 'NotFound',
      status: 404,
      source: 'downstream',
    });
  }
  const { orgId, uid } = consent;
  const who = user.login.replace(/[\p{Cc}\s]+/gu, ' ');
  const call = { signal, reason: `${doing} by ${who}` };
  return { consent, user, owner: { login: user.login, orgId, uid }, call };
}

/** A JSON object's text field; '' where there is none. */
export function textIn(body: unknown, name: string): string {
  const value = jsonObject(body)[name];
  return typeof value === 'string' ? value.trim() : '';
}
