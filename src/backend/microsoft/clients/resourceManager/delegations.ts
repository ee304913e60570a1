import { lastName } from '../../../../shared/resourceId.ts';
import { jsonObject } from '../../../../shared/json.ts';
import { pathSegment } from '../../../common/pathSegment.ts';
import type { AzurePermission, LighthouseAssignment } from '../../api/accessFacts.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { readLinkedList } from '../linkedList.ts';
import { recordOf, Rows, textOf, type Row } from '../rows.ts';

const PERMISSIONS = '/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/permissions';
const ASSIGNMENTS = '/subscriptions/{subscriptionId}/providers/Microsoft.ManagedServices/registrationAssignments';

/** What the account may do in a subscription, and who delegated it. */
export class Delegations {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /**
   * Asked of the subscription itself, this needs no object id and knows of every way in: a role assignment that is
   * found by object id misses those of the partner's group. https://learn.microsoft.com/rest/api/authorization/permissions
   */
  listPermissions(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<AzurePermission>> {
    const rows = new Rows('permission', readPermission, (row) => JSON.stringify(row));
    return this.#list(PERMISSIONS, 'api-version=2022-04-01', access, subscriptionId, options, rows);
  }

  /** https://learn.microsoft.com/rest/api/managedservices/registration-assignments/list */
  listAssignments(
    access: Access,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<Complete<LighthouseAssignment>> {
    const rows = new Rows('Lighthouse assignment', readAssignment, (row) => row.id);
    const query = '$expandRegistrationDefinition=true&api-version=2022-10-01';
    return this.#list(ASSIGNMENTS, query, access, subscriptionId, options, rows);
  }

  async #list<T extends object>(
    path: string,
    query: string,
    access: Access,
    subscriptionId: string,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    const call = armCall(this.#context, 'resourceManager', path, access, subscriptionId, options);
    const url = `${call.origin}${path.replace('{subscriptionId}', pathSegment(subscriptionId))}?${query}`;
    return readLinkedList(this.#context, call, url, rows);
  }
}

function readPermission(row: Row): AzurePermission | string {
  const actions = textsOf(row.actions);
  return actions.length === 0 ? 'it has no actions' : { actions, notActions: textsOf(row.notActions) };
}

function readAssignment(row: Row): LighthouseAssignment | string {
  const id = textOf(row, 'id');
  if (id === null) {
    return 'it has no id';
  }
  const definition = recordOf(recordOf(recordOf(row, 'properties'), 'registrationDefinition'), 'properties');
  const roles = Array.isArray(definition.authorizations) ? (definition.authorizations as unknown[]) : [];
  return {
    id,
    definition: textOf(definition, 'registrationDefinitionName'),
    manageeTenantId: textOf(definition, 'manageeTenantId')?.toLowerCase() ?? null,
    manageeTenantName: textOf(definition, 'manageeTenantName'),
    managedByTenantId: textOf(definition, 'managedByTenantId')?.toLowerCase() ?? null,
    roleIds: roles.flatMap((role) => {
      const roleId = textOf(jsonObject(role), 'roleDefinitionId');
      return roleId === null ? [] : [lastName(roleId).toLowerCase()];
    }),
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : [];
}
