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
 * As whom Grafana evaluates alert rules, where it names somebody: a login without an address. Other versions name nobody.
 * A person who tries a rule out comes with the same header and a login of their own, so that is what counts.
 * https://github.com/grafana/grafana/blob/v10.4.3/pkg/services/ngalert/schedule/schedule.go#L599
 */
const SCHEDULER = 'grafana_scheduler';

type Kind = 'person' | 'alerting' | 'nobody';

/** Visitors who did not sign in come with a role; public dashboards with nothing. Both have no login. */
function kindOf({ user, fromAlert }: Caller): Kind {
  const login = user?.login.trim() ?? '';
  if (fromAlert && (!user || (login === SCHEDULER && user.email === ''))) {
    return 'alerting';
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

export function isAlerting(caller: Caller): boolean {
  return kindOf(caller) === 'alerting';
}
