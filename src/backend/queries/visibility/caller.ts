import { comparable, type VisibilityRule } from '../../settings/visibility.ts';

/** Who asks, as Grafana says. */
export interface Caller {
  orgId: number;
  /** Absent where no person asks. */
  user?: { login: string; email: string; role: string };
  /** Grafana's header of alert rules came with it. Never believed of a request that a browser can make. */
  fromAlert: boolean;
}

/**
 * Grafana's own background work has a login of this form, no address, and the role Admin: no person, whatever its role.
 * Alert rules are evaluated so, or by nobody; a person who tries one out comes with the same header and a login of their own.
 * https://github.com/grafana/grafana/blob/v10.4.3/pkg/services/accesscontrol/accesscontrol.go#L428
 */
const GRAFANA_ITSELF = /^grafana_/i;

type Kind = 'person' | 'alerting' | 'nobody';

/** Visitors who did not sign in come with a role; public dashboards with nothing. Both have no login. */
function kindOf({ user, fromAlert }: Caller): Kind {
  const login = user?.login.trim() ?? '';
  if (!user || (GRAFANA_ITSELF.test(login) && user.email === '')) {
    return fromAlert ? 'alerting' : 'nobody';
  }
  return login === '' ? 'nobody' : 'person';
}

/** Whether a rule is about who asks. */
export function fits(rule: VisibilityRule, caller: Caller): boolean {
  const kind = kindOf(caller);
  const { subject, values } = rule;
  if (subject === 'alerting' || subject === 'nobody') {
    return subject === kind;
  }
  if (kind !== 'person' || !caller.user) {
    return false;
  }
  const { login, email, role } = caller.user;
  const own = { org: String(caller.orgId), role, login, email }[subject];
  return own.trim() !== '' && values.has(comparable(own));
}
