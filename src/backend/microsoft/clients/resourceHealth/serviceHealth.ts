import { pathSegment } from '../../../common/pathSegment.ts';
import type { Clock } from '../../../common/clock.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { EventResource, HealthEvent, MachineAnnotation, SubscriptionEvent } from '../../api/serviceHealthApi.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { readLinkedList } from '../linkedList.ts';
import type { ResourceGraph } from '../resourceGraph/resourceGraph.ts';
import { type Row, Rows } from '../rows.ts';
import { readHealthEvent } from './serviceHealthEvent.ts';
import { readAnnotation, readImpacted, withSubscription } from './serviceHealthRows.ts';

const VERSION = '2022-10-01';
/** How far back the list of events reaches that are over. */
const KEPT_MS = 14 * 24 * 3600 * 1000;
/** Events whose content is kept once; more start anew. */
const MOST_KNOWN = 10_000;

// Resource Graph pages only what projects `id` and is in order by it. Its times may be text or numbers, so they are wrapped.
const EVENTS = (since: string) =>
  `servicehealthresources | where type =~ 'microsoft.resourcehealth/events' | where tostring(properties.Status) =~ 'Active' or todatetime(properties.LastUpdateTime) >= todatetime('${since}') | project id, name, subscriptionId, properties | order by id asc`;
const IMPACTED =
  "servicehealthresources | where type =~ 'microsoft.resourcehealth/events/impactedresources' | project id, subscriptionId, properties | order by id asc";
const ANNOTATIONS =
  "healthresources | where type =~ 'microsoft.resourcehealth/resourceannotations' | project id, subscriptionId, properties | order by id asc";

/**
 * Azure Service Health. From Resource Graph, which answers for a whole tenant in one list; from Resource Health's own
 * events where one subscription has to be asked by itself.
 * https://learn.microsoft.com/azure/service-health/azure-resource-graph-overview
 */
export class ServiceHealth {
  readonly #context: ClientContext;
  readonly #graph: ResourceGraph;
  readonly #clock: Clock;
  /** The last content of each event: an event is repeated for each of thousands of subscriptions, and kept once. */
  readonly #known = new Map<string, HealthEvent>();

  constructor(context: ClientContext, graph: ResourceGraph, clock: Clock) {
    this.#context = context;
    this.#graph = graph;
    this.#clock = clock;
  }

  listEvents(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<SubscriptionEvent>> {
    const read = (row: Row): SubscriptionEvent | string => {
      const event = this.#event(row);
      return typeof event === 'string' ? event : withSubscription(row, { event });
    };
    const keyOf = ({ subscriptionId, event }: SubscriptionEvent) => `${subscriptionId}/${event.trackingId}`;
    return this.#graph.query(
      access,
      subscriptionIds,
      EVENTS(this.#since()),
      options,
      new Rows<SubscriptionEvent>('event', read, keyOf),
    );
  }

  listEventsOf(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<HealthEvent>> {
    return this.#listOwn(access, subscriptionId, options);
  }

  /** https://learn.microsoft.com/rest/api/resourcehealth/events/list-by-tenant-id */
  listTenantEvents(access: Access, options: CallOptions): Promise<Complete<HealthEvent>> {
    return this.#listOwn(access, null, options);
  }

  listImpactedResources(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<EventResource>> {
    const keyOf = (row: EventResource) => `${row.subscriptionId}/${row.trackingId}/${row.resourceId}`;
    const rows = new Rows('impacted resource', readImpacted, keyOf);
    return this.#graph.query(access, subscriptionIds, IMPACTED, options, rows);
  }

  listVmAnnotations(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<MachineAnnotation>> {
    const keyOf = (row: MachineAnnotation) => `${row.resourceId}/${row.annotation}/${row.occurredAt}`;
    const rows = new Rows('annotation', readAnnotation, keyOf);
    return this.#graph.query(access, subscriptionIds, ANNOTATIONS, options, rows);
  }

  /** What Resource Health itself tells a subscription, or the tenant as a whole. */
  async #listOwn(access: Access, subscriptionId: string | null, options: CallOptions): Promise<Complete<HealthEvent>> {
    // Not through @azure/arm-resourcehealth: it makes dates of Resource Health's texts, and an invalid one costs the list.
    const path = `${subscriptionId === null ? '' : '/subscriptions/{subscriptionId}'}/providers/Microsoft.ResourceHealth/events`;
    const call = armCall(this.#context, 'resourceHealth', path, access, subscriptionId, options);
    const url = new URL(`${call.origin}${path.replace('{subscriptionId}', pathSegment(subscriptionId ?? ''))}`);
    url.searchParams.set('api-version', VERSION);
    url.searchParams.set('queryStartTime', this.#since().slice(0, 10));
    const rows = new Rows<HealthEvent>(
      'event',
      (row) => this.#event(row),
      (event) => event.trackingId,
    );
    return readLinkedList(this.#context, call, url.href, rows);
  }

  #since(): string {
    return new Date(this.#clock.now() - KEPT_MS).toISOString();
  }

  #event(row: Row): HealthEvent | string {
    const event = readHealthEvent(row);
    if (typeof event === 'string') {
      return event;
    }
    const known = this.#known.get(event.trackingId);
    if (known && JSON.stringify(known) === JSON.stringify(event)) {
      return known;
    }
    if (this.#known.size >= MOST_KNOWN) {
      this.#known.clear();
    }
    this.#known.set(event.trackingId, event);
    return event;
  }
}
