import type { Caller } from '../../src/backend/queries/visibility/caller.ts';
import type { VisibilityOptions } from '../../src/shared/visibility.ts';
import { SMALL } from '../simulator/world/smallIds.ts';

/** World `small` with Lighthouse: every tenant that the data source knows. */
export const EVERYBODY = [
  SMALL.contoso,
  SMALL.fabrikam,
  SMALL.tailwind,
  SMALL.northwind,
  SMALL.adatum,
  SMALL.partnerTenant,
] as const;

/** Rows of the settings besides the simulator's: the managing tenant of the Lighthouse customer, and tags. */
export const TENANTS = [
  { tenantId: SMALL.partnerTenant, credential: 'partner', name: 'Wide World Importers', tags: { kind: 'internal' } },
  { tenantId: SMALL.tailwind, credential: 'partner', tags: { team: 'south' } },
  { tenantId: SMALL.contoso, credential: 'partner', tags: { team: 'south' } },
];

export const POLICY: VisibilityOptions = {
  enabled: true,
  rules: [
    { subject: 'role', values: ['Admin'], allow: { customers: ['*'] } },
    { subject: 'login', values: ['Ada'], allow: { customers: [SMALL.contoso] } },
    { subject: 'login', values: ['nils'], allow: { tenants: [SMALL.northwind, 'Tailwindtraders.onmicrosoft.com'] } },
    { subject: 'email', values: ['TAGS@example.com'], allow: { tags: ['team=south'] } },
    {
      subject: 'role',
      values: ['Editor'],
      allow: { customers: ['*'] },
      deny: { customers: ['Fabrikam ÖSTERREICH', SMALL.contoso] },
    },
    { subject: 'login', values: ['lotte'], allow: { customers: ['A. Datum Corporation'] } },
    { subject: 'org', values: ['7'], allow: { customers: [SMALL.tailwind] } },
    { subject: 'alerting', allow: { customers: [SMALL.northwind, SMALL.contoso] } },
    { subject: 'login', values: ['both'], allow: { customers: [SMALL.contoso, SMALL.northwind] } },
    { subject: 'login', values: ['both'], deny: { tags: ['team=south'] } },
  ],
};

export interface Subject {
  caller: Caller;
  /** Tenant ids; null: everything. */
  sees: readonly string[] | null;
}

const person = (login: string, role = 'Viewer', email = '', orgId = 1): Caller => ({
  orgId,
  user: { login, email, role },
  fromAlert: false,
});
const except = (...hidden: string[]) => EVERYBODY.filter((id) => !hidden.includes(id));

/** Who asks, and what may be seen of the answer. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  'an administrator': { caller: person('root', 'Admin'), sees: null },
  'a viewer of one customer': { caller: person('ada'), sees: [SMALL.contoso] },
  'a viewer of one tenant by its id and one by its domain': {
    caller: person('nils'),
    sees: [SMALL.northwind, SMALL.tailwind],
  },
  'a viewer by tag': {
    caller: person('tess', 'Viewer', 'tags@example.com'),
    sees: [SMALL.contoso, SMALL.tailwind],
  },
  'an editor with a deny': { caller: person('edda', 'Editor'), sees: except(SMALL.fabrikam, SMALL.contoso) },
  'a viewer of a Lighthouse customer whose managing tenant is hidden': {
    caller: person('lotte'),
    sees: [SMALL.adatum],
  },
  'somebody whom one rule allows what another denies': { caller: person('both'), sees: [SMALL.northwind] },
  'an alert rule that nobody is named for': {
    caller: { orgId: 1, fromAlert: true },
    sees: [SMALL.contoso, SMALL.northwind],
  },
  "an alert rule as Grafana's scheduler": {
    caller: { ...person('grafana_scheduler', 'Admin'), fromAlert: true },
    sees: [SMALL.contoso, SMALL.northwind],
  },
  'a person who tries an alert rule': { caller: { ...person('ada'), fromAlert: true }, sees: [SMALL.contoso] },
  'somebody of another organization': { caller: person('olaf', 'Viewer', '', 7), sees: [SMALL.tailwind] },
  'somebody whom no rule is about': { caller: person('eve'), sees: [] },
  'background work of Grafana, with the role of an administrator': {
    caller: person('grafana_updater', 'Admin'),
    sees: [],
  },
  'nobody at all': { caller: { orgId: 1, fromAlert: false }, sees: [] },
  'a visitor who did not sign in, and says to be an alert rule': {
    caller: { ...person('', 'Admin'), fromAlert: true },
    sees: [],
  },
};
