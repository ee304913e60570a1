import assert from 'node:assert/strict';
import type { VisibilityRule } from '../../../src/shared/visibility.ts';
import { type GrafanaApi, signIn } from '../api.ts';
import { SMALL } from '../world.ts';

/** Everybody that this data source has: one customer each. */
export const EVERYBODY: readonly string[] = [SMALL.contoso, SMALL.northwind, SMALL.fabrikam, SMALL.tailwind];
const PASSWORD = 'of-everybody-here';
/** Grafana lets him in, as a viewer. */
export const VISITOR = 'a visitor who did not sign in';
const NOT_CONTOSO = EVERYBODY.filter((id) => id !== SMALL.contoso);

/** Somebody who asks Grafana, and the tenants that the policy shows him. */
export interface Person {
  name: string;
  /** Absent for tokens and visitors. */
  login?: string;
  /** Grafana takes its time over each of their requests. */
  withToken?: boolean;
  grafana: GrafanaApi;
  sees: readonly string[];
}

/** Rules for `people()`; beside them nobody sees anything. */
export function rulesFor(wallboard: string, otherOrg: number): VisibilityRule[] {
  return [
    { subject: 'login', values: ['Admin'], allow: { customers: ['*'] } },
    { subject: 'login', values: ['ada'], allow: { customers: ['Contoso'] } },
    { subject: 'login', values: ['tess'], allow: { tags: ['team=north'] } },
    { subject: 'email', values: ['INES@example.com'], allow: { customers: [SMALL.contoso] } },
    { subject: 'role', values: ['Editor'], allow: { customers: ['*'] }, deny: { tenants: [SMALL.contoso] } },
    { subject: 'login', values: [wallboard], allow: { customers: [SMALL.fabrikam] } },
    { subject: 'org', values: [String(otherOrg)], allow: { customers: ['*'] } },
  ];
}

interface Created {
  people: Person[];
  /** Login of the service account. */
  wallboard: string;
  /** An organization with a member of both. */
  otherOrg: number;
  /** A viewer in both organizations. */
  memberOfBoth: GrafanaApi;
}

/** Lets an administrator make everybody whom Grafana tells apart, as its HTTP API does it. */
export async function createPeople(admin: GrafanaApi): Promise<Created> {
  const make = async <T>(path: string, body: object): Promise<T> => {
    const answer = await admin.call<T>('POST', path, body);
    assert.ok(answer.status < 300, `${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const user = async (login: string, role: string) => {
    const own = { login, email: `${login}@example.com`, name: login, password: PASSWORD };
    const { id } = await make<{ id: number }>('/api/admin/users', { ...own, OrgId: 1 });
    const { status } = await admin.call('PATCH', `/api/orgs/1/users/${id}`, { role });
    assert.equal(status, 200);
    return signIn(admin.url, login, PASSWORD);
  };
  const account = await make<{ id: number; login: string }>('/api/serviceaccounts', {
    name: 'wallboard',
    role: 'Viewer',
  });
  const token = await make<{ key: string }>(`/api/serviceaccounts/${account.id}/tokens`, { name: 'wallboard' });
  const key = await make<{ key: string }>('/api/auth/keys', { name: 'old', role: 'Admin', secondsToLive: 3600 });
  const { orgId } = await make<{ orgId: number }>('/api/orgs', { name: 'Other' });
  const memberOfBoth = await user('olaf', 'Viewer');
  await make(`/api/orgs/${orgId}/users`, { loginOrEmail: 'olaf', role: 'Viewer' });

  const nobody = admin.as({});
  const signedIn = async (name: string, login: string, role: string, sees: readonly string[]): Promise<Person> => {
    return { name, login, grafana: admin.as(await user(login, role)), sees };
  };
  const people = [
    { name: 'the server administrator, by login', grafana: admin, sees: EVERYBODY },
    await signedIn('an administrator, by e-mail', 'ines', 'Admin', [SMALL.contoso]),
    await signedIn('an editor, by role, with a deny', 'edda', 'Editor', NOT_CONTOSO),
    await signedIn('a viewer, by login', 'ada', 'Viewer', [SMALL.contoso]),
    await signedIn('a viewer, by tag', 'tess', 'Viewer', [SMALL.northwind]),
    {
      name: 'a service account, by login',
      grafana: admin.as(bearer(token.key)),
      withToken: true,
      sees: [SMALL.fabrikam],
    },
    await signedIn('an administrator whom no rule is about', 'eve', 'Admin', []),
    { name: 'a viewer who is in another organization too', grafana: admin.as(memberOfBoth), sees: [] },
    // Grafana's own background work has such a login, and no address.
    await signedIn('an administrator with the login of Grafana’s scheduler', 'grafana_scheduler', 'Admin', []),
    {
      name: 'an API key of the old kind, an administrator’s',
      grafana: admin.as(bearer(key.key)),
      withToken: true,
      sees: [],
    },
    { name: VISITOR, grafana: nobody, sees: [] },
  ];
  return { people, wallboard: account.login, otherOrg: orgId, memberOfBoth: admin.as(memberOfBoth) };
}

export function personAmong(people: readonly Person[], login: string): Person {
  const person = people.find((one) => one.login === login);
  assert.ok(person, `There is no ${login}.`);
  return person;
}

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
