import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { RelationshipNow } from '../../world/access/gdapTimeline.ts';
import { graphError } from './errors.ts';
import { page, readFilter, select } from './paging.ts';

const RELATIONSHIPS = { name: 'tenantRelationships/delegatedAdminRelationships', pageSize: 100, maxTop: 300 } as const;

/** https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadminrelationships */
export function listRelationships(simulation: Simulation, x: Exchange): Reply {
  const terms = readFilter(x, ['status', 'customer/tenantId']);
  const rows = ownRelationships(simulation, x).map((one) => shape(simulation, one));
  const wanted = rows.filter((row) =>
    terms.every(({ property, value }) =>
      property === 'status' ? row.status === value : row.customer?.tenantId === value.toLowerCase(),
    ),
  );
  return page(x, { ...RELATIONSHIPS, rows: wanted });
}

export function getRelationship(simulation: Simulation, x: Exchange, id: string): Reply {
  return { status: 200, body: select(x, shape(simulation, find(simulation, x, id))) };
}

/** https://learn.microsoft.com/graph/api/delegatedadminrelationship-list-accessassignments */
export function listAssignments(simulation: Simulation, x: Exchange, id: string): Reply {
  const relationship = find(simulation, x, id);
  const at = new Date(relationship.activatedAt ?? relationship.createdAt).toISOString();
  const rows = relationship.assignments.map((one) => ({
    '@odata.etag': 'W/"1"',
    id: one.id,
    status: 'active',
    createdDateTime: at,
    lastModifiedDateTime: at,
    accessContainer: { accessContainerId: one.groupId, accessContainerType: 'securityGroup' },
    accessDetails: { unifiedRoles: one.roles.map((roleDefinitionId) => ({ roleDefinitionId })) },
  }));
  return page(x, { ...RELATIONSHIPS, name: `${RELATIONSHIPS.name}('${id}')/accessAssignments`, rows });
}

/** https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadmincustomers */
export function listCustomers(simulation: Simulation, x: Exchange): Reply {
  const { world } = simulation;
  const ids = ownRelationships(simulation, x)
    .filter((one) => one.status === 'active')
    .map((one) => one.customerId ?? '');
  const rows = [...new Set(ids)].map((id) => ({ id, tenantId: id, displayName: world.tenant(id)?.displayName ?? '' }));
  return page(x, { ...RELATIONSHIPS, name: 'tenantRelationships/delegatedAdminCustomers', rows });
}

/** Relationships are the partner's: a token of another tenant sees none. */
function ownRelationships(simulation: Simulation, x: Exchange): RelationshipNow[] {
  const { world } = simulation;
  return x.principal?.tenantId === world.data.partner.id ? world.relationships(x.now) : [];
}

function find(simulation: Simulation, x: Exchange, id: string): RelationshipNow {
  const found = ownRelationships(simulation, x).find((one) => one.id === id.toLowerCase());
  if (!found) {
    throw graphError('Request_ResourceNotFound', x, `Resource '${id}' does not exist.`);
  }
  return found;
}

function shape(simulation: Simulation, one: RelationshipNow) {
  const { world } = simulation;
  const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
  const customer = one.customerId === undefined ? undefined : world.tenant(one.customerId);
  return {
    '@odata.etag': 'W/"1"',
    id: one.id,
    displayName: one.displayName,
    duration: `P${one.durationDays}D`,
    autoExtendDuration: one.autoExtends ? 'P180D' : 'PT0S',
    status: one.status,
    createdDateTime: iso(one.createdAt),
    lastModifiedDateTime: iso(one.activatedAt ?? one.createdAt),
    activatedDateTime: iso(one.activatedAt),
    endDateTime: iso(one.endsAt),
    customer: customer ? { tenantId: customer.id, displayName: customer.displayName } : null,
    accessDetails: { unifiedRoles: one.roles.map((roleDefinitionId) => ({ roleDefinitionId })) },
  };
}
