import { pathSegment } from '../../../common/pathSegment.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { ArmSubscription, ArmTenant } from '../../api/directoryApi.ts';
import type { ArmResource, ArmResourceGroup } from '../../api/inventoryApi.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { readLinkedList } from '../linkedList.ts';
import { Rows } from '../rows.ts';
import { readResource, readResourceGroup, readSubscription, readTenant } from './armRows.ts';

const SUBSCRIPTIONS_VERSION = '2022-12-01';
const RESOURCES_VERSION = '2021-04-01';

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
