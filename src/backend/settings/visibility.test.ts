import { readVisibility } from './visibility.ts';

function mistakes(value: unknown): string {
  const found: string[] = [];
  readVisibility(value, found);
  return found.join(' ');
}
const rule = (change: object) => ({ rules: [{ subject: 'role', values: ['Viewer'], allow: {}, ...change }] });
const MARK = 'MARKED customer';

test('no policy, and one that is switched off, hide nothing', () => {
  expect([undefined, null, { enabled: false, rules: [] }].map((value) => readVisibility(value, []))).toEqual([
    null,
    null,
    null,
  ]);
});

test('a policy is on unless it says that it is off, with or without rules', () => {
  expect(readVisibility({}, [])).toEqual({ rules: [] });
  expect(readVisibility({ enabled: true }, [])).toEqual({ rules: [] });
});

test('texts are ready to be compared: without case, with their accents put together', () => {
  const found: string[] = [];
  const policy = readVisibility(
    rule({ values: [' viewer '], allow: { customers: ['Fabrikam O\u0308sterreich'] } }),
    found,
  );
  expect(found).toEqual([]);
  expect([...(policy?.rules[0]?.values ?? [])]).toEqual(['viewer']);
  expect([...(policy?.rules[0]?.allow.customers ?? [])]).toEqual(['fabrikam \u00f6sterreich']);
});

test.each<[string, unknown, RegExp]>([
  ['a policy that is text', MARK, /^Visibility by customer must be an object/],
  ['a policy that is a list', [MARK], /must be an object/],
  ['a switch that is text', { enabled: 'false', rules: [] }, /must be on or off/],
  ['rules that are no list', { rules: { [MARK]: 1 } }, /rules must be a list/],
  ['a part of the policy that nobody knows', { rules: [], except: [MARK] }, /not known; there are: enabled, rules/],
  ['a rule that is text', { rules: [MARK] }, /Visibility rule 1 must be an object/],
  ['a misspelt deny', rule({ denied: { customers: [MARK] } }), /rule 1 has a part that is not known/],
  ['a misspelt list', rule({ deny: { customer: [MARK] } }), /rule 1, Deny has a part that is not known/],
  ['a list that is text', rule({ deny: { customers: MARK } }), /rule 1, Deny, Customers must be a list of texts/],
  ['an empty text', rule({ deny: { tags: [' '] } }), /Deny, Tags must be a list of texts/],
  ['a number', rule({ allow: { tenants: [5] } }), /Allow, Tenants must be a list of texts/],
  ['a rule about nothing', rule({}), /neither allows nor denies/],
  ['no subject', rule({ subject: undefined }), /Who must be one of org, role, login, email, alerting, nobody/],
  ['a team', rule({ subject: 'team', values: [MARK] }), /does not tell plugins of teams/],
  ['a role that is none', rule({ values: ['Owner'] }), /Named must be among Admin, Editor, Viewer/],
  ['an organization by name', rule({ subject: 'org', values: [MARK] }), /numbers of organizations only/],
  ['nobody who is named', rule({ values: [] }), /rule 1, Named is missing/],
  ['alert rules by name', rule({ subject: 'alerting', values: [MARK] }), /must be empty for "alerting"/],
])('says what is wrong with %s, and repeats nothing of it', (_, value, sentence) => {
  expect(mistakes(value)).toMatch(sentence);
  expect(mistakes(value)).not.toContain('MARKED');
});
