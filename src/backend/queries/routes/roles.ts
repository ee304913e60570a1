import { CspError } from '../../common/errors.ts';
import type { RouteUser } from './route.ts';

/** Grafana's roles in an organization. A server administrator has one of them there too, and no more than it says. */
export const EDITORS: readonly string[] = ['Editor', 'Admin'];
export const ADMINS: readonly string[] = ['Admin'];

/**
 * Who asks, where that is somebody whom Grafana knows by name and whose role is one of these. Anonymous visitors have a
 * role but no login: what they do could be laid to nobody.
 *
 * @param doing ends the sentence, e.g. `change alerts`.
 * @throws {CspError} 403 for everybody else, and for calls that nobody made.
 */
export function personWith(roles: readonly string[], user: RouteUser | undefined, doing: string): RouteUser {
  if (!user || !roles.includes(user.role) || user.login.trim() === '') {
    throw new CspError(`Only people who are signed in with the role ${roles.join(' or ')} may ${doing}.`, {
      code: 'Forbidden',
      status: 403,
      source: 'downstream',
    });
  }
  return user;
}
