import { pathSegment } from '../../../common/pathSegment.ts';
import type {
  Access,
  ArmResource,
  ArmResourceGroup,
  ArmSubscription,
  ArmTenant,
  CallOptions,
  Complete,
} from '../../api.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { readLinkedList } from '../linkedList.ts';
import { recordOf, Rows, tagsOf, textOf, type Row } from '../rows.ts';

const SUBSCRIPTIONS_VERSION = '2022-12-01';
const RESOURCES_VERSION = '2021-04-01';

type Note = (what: string) => void;

/** Azure Resource Manager: https://learn.microsoft.com/rest/api/resources */
export class ResourceManager {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  listTenants(access: Access, options: CallOptions): Promise<Complete<ArmTenant>> {
    return this.#list(
      '/tenants',
      SUBSCRIPTIONS_VERSION,
      access,
      null,
      options,
      new Rows('tenant', readTenant, (row) => row.tenantId),
    );
  }

  listSubscriptions(access: Access, options: CallOptions): Promise<Complete<ArmSubscription>> {
    return this.#list(
      '/subscriptions',
      SUBSCRIPTIONS_VERSION,
      access,
      null,
      options,
      new Rows('subscription', readSubscription, (row) => row.subscriptionId),
    );
  }

  listResourceGroups(
    access: Access,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<Complete<ArmResourceGroup>> {
    const rows = new Rows('resource group', readResourceGroup, (row: ArmResourceGroup) => row.id);
    return this.#list(
      '/subscriptions/{subscriptionId}/resourcegroups',
      RESOURCES_VERSION,
      access,
      subscriptionId,
      options,
      rows,
    );
  }

  listResources(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<ArmResource>> {
    const rows = new Rows('resource', readResource, (row: ArmResource) => row.id);
    return this.#list(
      '/subscriptions/{subscriptionId}/resources',
      RESOURCES_VERSION,
      access,
      subscriptionId,
      options,
      rows,
    );
  }

  async #list<T extends object>(
    path: string,
    version: string,
    access: Access,
    subscriptionId: string | null,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    const call = armCall(this.#context, 'resourceManager', path, access, subscriptionId, options);
    const first = `${call.origin}${path.replace('{subscriptionId}', pathSegment(subscriptionId ?? ''))}?api-version=${version}`;
    return readLinkedList(this.#context, call, first, rows);
  }
}

function readTenant(row: Row): ArmTenant | string {
  const tenantId = textOf(row, 'tenantId');
  return tenantId === null
    ? 'it has no tenantId'
    : {
        tenantId: tenantId.toLowerCase(),
        displayName: textOf(row, 'displayName'),
        defaultDomain: textOf(row, 'defaultDomain'),
        category: textOf(row, 'tenantCategory'),
      };
}

function readSubscription(row: Row, note: Note): ArmSubscription | string {
  const subscriptionId = textOf(row, 'subscriptionId');
  const tenantId = textOf(row, 'tenantId');
  if (subscriptionId === null) {
    return 'it has no subscriptionId';
  }
  if (tenantId === null) {
    return 'it has no tenantId';
  }
  return {
    subscriptionId: subscriptionId.toLowerCase(),
    displayName: textOf(row, 'displayName') ?? subscriptionId,
    tenantId: tenantId.toLowerCase(),
    state: textOf(row, 'state') ?? 'Unknown',
    tags: tagsOf(row, note),
  };
}

export function readResourceGroup(row: Row, note: Note): ArmResourceGroup | string {
  const id = textOf(row, 'id');
  return id === null
    ? 'it has no id'
    : {
        id,
        name: textOf(row, 'name') ?? lastSegment(id),
        location: textOf(row, 'location') ?? '',
        tags: tagsOf(row, note),
      };
}

/** A resource from Resource Manager, or from Resource Graph when that was asked for the same columns. */
export function readResource(row: Row, note: Note): ArmResource | string {
  const id = textOf(row, 'id');
  const type = textOf(row, 'type');
  if (id === null) {
    return 'it has no id';
  }
  if (type === null) {
    return 'it has no type';
  }
  return {
    id,
    // A nested resource is `server/database` to Resource Manager and `database` to Resource Graph: one name, whoever answers.
    name: lastSegment(textOf(row, 'name') ?? id),
    type,
    location: textOf(row, 'location') ?? '',
    kind: textOf(row, 'kind'),
    sku: textOf(recordOf(row, 'sku'), 'name') ?? textOf(row, 'sku'),
    tags: tagsOf(row, note),
  };
}

function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
