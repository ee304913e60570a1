import {
  EVERYTHING,
  VISIBILITY_LISTS,
  type VisibilityList,
  type VisibilityOptions,
  type VisibilityRule,
  type VisibilitySubject,
} from '../../../shared/visibility.ts';
import { without } from '../../without.ts';

/** What people call the subjects, and what their values are. */
export const SUBJECTS: Record<VisibilitySubject, { label: string; help: string }> = {
  org: { label: 'Organization', help: 'Numbers of organizations, one a line: everybody in them who signed in' },
  role: { label: 'Role', help: 'Admin, Editor or Viewer, one a line' },
  login: { label: 'Login', help: 'Logins of people and service accounts, one a line' },
  email: { label: 'E-mail', help: 'E-mail addresses of people, one a line' },
  alerting: { label: 'Alert rules', help: 'The evaluation of alert rules, whoever wrote them' },
  nobody: { label: 'Nobody signed in', help: 'Public dashboards, reports, pictures of panels, anonymous visitors' },
};

export type Effect = 'allow' | 'deny';

/** The first rule of a policy that was just switched on: who can change it anyway, sees everything. */
export const FIRST_RULE: VisibilityRule = { subject: 'role', values: ['Admin'], allow: { customers: [EVERYTHING] } };
export const NEW_RULE: VisibilityRule = { subject: 'login', values: [], allow: {} };

/** A policy is on unless it says that it is off. */
export function isOn(policy: VisibilityOptions | undefined): boolean {
  return policy !== undefined && policy !== null && policy.enabled !== false;
}

/** Rules as a table; a file may have anything in their place, which the backend reports. */
export function rulesOf(policy: VisibilityOptions | undefined): readonly VisibilityRule[] {
  const rules: unknown = policy?.rules;
  return Array.isArray(rules) ? rules.map((rule: VisibilityRule | null) => rule ?? NEW_RULE) : [];
}

export function withSubject(rule: VisibilityRule, subject: VisibilitySubject): VisibilityRule {
  return { ...without(rule, 'values'), subject };
}

/** Puts texts into one of the rule's lists; empty lists go. */
export function withList(
  rule: VisibilityRule,
  effect: Effect,
  name: keyof VisibilityList,
  texts: string[],
): VisibilityRule {
  const list = texts.length > 0 ? { ...rule[effect], [name]: texts } : without(rule[effect] ?? {}, name);
  return Object.keys(list).length > 0 ? { ...rule, [effect]: list } : without(rule, effect);
}

/** What is wrong with a rule as a whole, to stand after its name. */
export function ruleProblem({ allow, deny }: VisibilityRule): string | undefined {
  const isEmpty = (list: VisibilityList | undefined) => VISIBILITY_LISTS.every((name) => !list?.[name]?.length);
  return isEmpty(allow) && isEmpty(deny) ? 'neither allows nor denies anything' : undefined;
}

/** Whether administrators are sure to see everything: otherwise signing in and Save & test have little to tell them. */
export function adminsSeeAll(rules: readonly VisibilityRule[]): boolean {
  return rules.some(
    ({ subject, values, allow }) =>
      subject === 'role' &&
      values?.some((role) => role.toLowerCase() === 'admin') === true &&
      allow?.customers?.includes(EVERYTHING) === true,
  );
}
