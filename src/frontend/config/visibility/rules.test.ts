import { readVisibility } from '../../../backend/settings/visibility.ts';
import type { VisibilityRule } from '../../../shared/visibility.ts';
import { adminsSeeAll, FIRST_RULE, isOn, NEW_RULE, ruleProblem, rulesOf, withList, withSubject } from './rules.ts';

const ADA: VisibilityRule = { subject: 'login', values: ['ada'], allow: { customers: ['Contoso, Ltd.'] } };

test('lists come and go, and what else a rule has stays', () => {
  const both = withList(ADA, 'deny', 'tags', ['team=north']);
  expect(both).toEqual({ ...ADA, deny: { tags: ['team=north'] } });
  expect(withList(both, 'deny', 'tags', [])).toEqual(ADA);
  expect(ruleProblem(withList(ADA, 'allow', 'customers', []))).toBe('neither allows nor denies anything');
  expect(withSubject(ADA, 'alerting')).toEqual({ subject: 'alerting', allow: ADA.allow });
});

test('a policy is on unless it says that it is off, and a broken one has no rules to show', () => {
  expect([undefined, {}, { enabled: true }, { enabled: false }].map((policy) => isOn(policy))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(rulesOf({ rules: 'x' as unknown as [] })).toEqual([]);
  expect(rulesOf({ rules: [null] as unknown as [] })).toEqual([NEW_RULE]);
});

test('the editor and the backend find the same wrong, and the first rule is a good one', () => {
  const said = (rule: VisibilityRule) => {
    const mistakes: string[] = [];
    readVisibility({ rules: [rule] }, mistakes);
    return mistakes;
  };
  expect(said(FIRST_RULE)).toEqual([]);
  expect(adminsSeeAll([ADA, FIRST_RULE])).toBe(true);
  expect(adminsSeeAll([ADA])).toBe(false);
  expect(said({ subject: 'nobody' })).toEqual([`Visibility rule 1 ${ruleProblem({ subject: 'nobody' })}.`]);
});
