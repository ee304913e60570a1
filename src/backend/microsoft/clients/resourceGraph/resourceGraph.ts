import type { JsonObject } from '../../../../shared/json.ts';
import { parseResourceId } from '../../../../shared/resourceId.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { ArmResource, ArmResourceGroup, ResourceChangeRecord } from '../../api/inventoryApi.ts';
import type { Call } from '../../http/call.ts';
import type { ClientContext } from '../../context.ts';
import { badAnswer } from '../../http/errors.ts';
import { PageGuard } from '../../http/paging.ts';
import { graphCall, type GraphRequest, PAGE_SIZE, readGraphPage } from './graphRequest.ts';
import { CHANGE_TABLES, readResourceChange, resourceChangesQuery } from './resourceChanges.ts';
import { readResource, readResourceGroup } from '../resourceManager/armRows.ts';
import { type Note, type Row, Rows } from '../rows.ts';

/** Subscriptions that Resource Graph answers well about in one query. */
const MOST_SUBSCRIPTIONS = 300;

// Resource Graph pages only what projects `id` and is in order by it.
const RESOURCES = 'resources | project id, name, type, location, kind, sku, tags | order by id asc';
const GROUPS =
  "resourcecontainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups' | project id, name, location, tags | order by id asc";

/** Azure Resource Graph: https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources */
export class ResourceGraph {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Every resource group and resource of these subscriptions. */
  async listInventory(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<{ groups: Complete<ArmResourceGroup>; resources: Complete<ArmResource> }> {
    const groups = new Rows('resource group', readResourceGroup, (row: ArmResourceGroup) => row.id);
    const resources = new Rows('resource', readGraphResource, (row: ArmResource) => row.id);
    for (let start = 0; start < subscriptionIds.length; start += MOST_SUBSCRIPTIONS) {
      const some = subscriptionIds.slice(start, start + MOST_SUBSCRIPTIONS);
      await this.#query(access, some, GROUPS, options, groups);
      await this.#query(access, some, RESOURCES, options, resources);
    }
    return { groups: groups.complete(), resources: resources.complete() };
  }

  /**
   * Reads all rows of one query about these subscriptions, in as many queries as Resource Graph's guidance asks for.
   *
   * @param query must project `id` and be in order by it: Resource Graph pages nothing else.
   */
  async query<T extends object>(
    access: Access,
    subscriptionIds: readonly string[],
    query: string,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    for (let start = 0; start < subscriptionIds.length; start += MOST_SUBSCRIPTIONS) {
      await this.#query(access, subscriptionIds.slice(start, start + MOST_SUBSCRIPTIONS), query, options, rows);
    }
    return rows.complete();
  }

  /** Azure's records of changes to resources of these subscriptions, from `since` (ms) on. */
  async listResourceChanges(
    access: Access,
    subscriptionIds: readonly string[],
    since: number,
    options: CallOptions,
  ): Promise<Complete<ResourceChangeRecord>> {
    const rows = new Rows('change', readResourceChange, (row: ResourceChangeRecord) => row.id);
    for (let start = 0; start < subscriptionIds.length; start += MOST_SUBSCRIPTIONS) {
      const some = subscriptionIds.slice(start, start + MOST_SUBSCRIPTIONS);
      for (const table of CHANGE_TABLES) {
        await this.#query(access, some, resourceChangesQuery(table, since), options, rows);
      }
    }
    return rows.complete();
  }

  async #query<T extends object>(
    access: Access,
    subscriptions: readonly string[],
    query: string,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<void> {
    const call = graphCall(this.#context, access, subscriptions, options);
    const guard = new PageGuard(call, this.#context.limits);
    for (let token: string | undefined = ''; token !== undefined;) {
      guard.next(token);
      const ask: GraphRequest = { subscriptions, query, resultFormat: 'objectArray', top: PAGE_SIZE, token };
      const page = pageOf(call, await readGraphPage(this.#context, call, ask));
      rows.addPage(page.data);
      token = page.token;
    }
  }
}

function pageOf(call: Call, page: JsonObject): { data: readonly unknown[]; token: string | undefined } {
  if (!Array.isArray(page.data)) {
    throw badAnswer(call, 'BadResponse', 'the answer has no list of data, so nothing is known about what exists.');
  }
  const token = page.$skipToken;
  if (typeof token === 'string' && token !== '') {
    return { data: page.data, token };
  }
  // Azure sends it as text.
  if (page.resultTruncated === 'true' || page.resultTruncated === true) {
    throw badAnswer(call, 'IncompleteResult', 'Resource Graph cut the result off and gave no way to the rest.');
  }
  return { data: page.data, token: undefined };
}

/** Resource Graph lowers the case of types; the id has them as they were created. */
function readGraphResource(row: Row, note: Note): ArmResource | string {
  const resource = readResource(row, note);
  if (typeof resource === 'string') {
    return resource;
  }
  const spelled = parseResourceId(resource.id)?.type;
  return spelled?.toLowerCase() === resource.type.toLowerCase() ? { ...resource, type: spelled as string } : resource;
}
