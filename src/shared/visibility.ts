/**
 * Who sees which customers, as the settings have it (`visibility` in `jsonData`). While it is on, everybody sees nothing
 * but what rules allow; all rules that fit somebody count together, and what any of them denies stays hidden.
 */
export interface VisibilityOptions {
  /** Anything but `false` is on, where there is a policy at all. */
  enabled?: boolean;
  rules?: VisibilityRule[];
}

/**
 * `org`: people of an organization, by its number. `role`: Admin, Editor or Viewer. `login`, `email`: single people and
 * service accounts. `alerting`: the evaluation of alert rules. `nobody`: requests that no signed-in person makes, such as
 * public dashboards, reports, pictures of panels, visitors who did not sign in. A plugin is not told of teams.
 */
export const VISIBILITY_SUBJECTS = ['org', 'role', 'login', 'email', 'alerting', 'nobody'] as const;
export type VisibilitySubject = (typeof VISIBILITY_SUBJECTS)[number];

const VISIBILITY_ROLES = ['Admin', 'Editor', 'Viewer'] as const;

/** Stands for everything, among customers. */
export const EVERYTHING = '*';

export interface VisibilityRule {
  subject: VisibilitySubject;
  /** Of the subject: numbers, roles, logins or addresses, any of which fits; none for `alerting` and `nobody`. */
  values?: string[];
  allow?: VisibilityList;
  deny?: VisibilityList;
}

/** Names are compared without case. Ids are better than names: a customer can be renamed. */
export interface VisibilityList {
  /** Ids, names, or `*` for everything. */
  customers?: string[];
  /** Tenant ids or default domains. */
  tenants?: string[];
  /** `name` or `name=value` of tags that the settings give tenants. */
  tags?: string[];
}

export const VISIBILITY_LISTS = ['customers', 'tenants', 'tags'] as const satisfies readonly (keyof VisibilityList)[];

/** Whether a subject is told apart by values. */
export function takesValues(subject: VisibilitySubject): boolean {
  return subject !== 'alerting' && subject !== 'nobody';
}

/** What is wrong with the values of a subject, to stand after the field's label; undefined: nothing. */
export function valuesProblem(subject: VisibilitySubject, values: readonly string[]): string | undefined {
  if (!takesValues(subject)) {
    return values.length > 0 ? `must be empty for "${subject}"` : undefined;
  }
  if (values.length === 0) {
    return 'is missing';
  }
  if (subject === 'org' && !values.every((one) => /^[1-9]\d{0,15}$/.test(one))) {
    return 'must hold numbers of organizations only, such as 1';
  }
  const roles: readonly string[] = VISIBILITY_ROLES.map((role) => role.toLowerCase());
  return subject === 'role' && !values.every((one) => roles.includes(one.toLowerCase()))
    ? `must be among ${VISIBILITY_ROLES.join(', ')}`
    : undefined;
}
