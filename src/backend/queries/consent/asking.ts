import { jsonObject } from '../../../shared/json.ts';
import { CspError } from '../../common/errors.ts';
import type { CallOptions } from '../../microsoft/api/access.ts';
import type { RouteUser, RouteContext } from '../routes/route.ts';
import { ADMINS, personWith } from '../routes/roles.ts';
import { mustSeeEverything } from '../visibility/visibility.ts';
import type { Owner } from './attempts.ts';
import type { Consent } from './consent.ts';

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
