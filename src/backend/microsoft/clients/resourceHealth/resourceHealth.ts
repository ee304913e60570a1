import { jsonObjects } from '../../../../shared/json.ts';
import {
  MicrosoftResourceHealth,
  type AvailabilityStatus,
  type AvailabilityStatusPropertiesRecentlyResolved,
} from '@azure/arm-resourcehealth';
import { deserializationPolicy } from '@azure/core-client';
import { createEmptyPipeline, type HttpClient, type PipelinePolicy } from '@azure/core-rest-pipeline';
import { plainSegment } from '../../../common/pathSegment.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { ResourceHealthStatus } from '../../api/resourceHealthApi.ts';
import type { Call } from '../../http/call.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { pageOf, PageGuard } from '../../http/paging.ts';
import { type Note, type Row, Rows, textOf } from '../rows.ts';

/** Azure Resource Health through Microsoft's own client: https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses */
export class ResourceHealth {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Current health of every resource of a subscription that has one. */
  async listBySubscription(
    access: Access,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<Complete<ResourceHealthStatus>> {
    const path = '/subscriptions/{subscriptionId}/providers/Microsoft.ResourceHealth/availabilityStatuses';
    const call = armCall(this.#context, 'resourceHealth', path, access, subscriptionId, options);
    const rows = new Rows('Resource Health', readStatus, (row) => row.resourceId);
    const client = new MicrosoftResourceHealth(NO_CREDENTIAL, plainSegment(subscriptionId), {
      endpoint: call.origin,
      pipeline: clientPipeline(),
      httpClient: checkedPages(this.#context, call, rows),
    });
    for await (const page of client.availabilityStatuses
      .listBySubscriptionId({ expand: 'recommendedactions' })
      .byPage()) {
      rows.addPage(page);
    }
    return rows.complete();
  }
}

/** Never asked: our pipeline authenticates. */
const NO_CREDENTIAL = { getToken: () => Promise.resolve(null) };

/** The part of the pipeline that is the client's own: it makes models of JSON. All else is ours, below it. */
function clientPipeline() {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(deserializationPolicy());
  pipeline.addPolicy(ALREADY_AUTHENTICATED);
  return pipeline;
}

/** The client adds an authentication policy of its own, which refuses plain http, unless there is one of this name. */
const ALREADY_AUTHENTICATED: PipelinePolicy = {
  name: 'bearerTokenAuthenticationPolicy',
  sendRequest: (request, next) => next(request),
};

/**
 * Our pipeline as the client's HTTP client, with a look at each page before the client makes models of it: the client
 * reads a page without a list as an empty one, so that every resource would seem gone, and makes an object of any row.
 */
function checkedPages(context: ClientContext, call: Call, rows: Rows<ResourceHealthStatus>): HttpClient {
  const client = context.http.client(call);
  const guard = new PageGuard(call, context.limits);
  return {
    async sendRequest(request) {
      guard.next(request.url);
      const response: Awaited<ReturnType<HttpClient['sendRequest']>> & { parsedBody?: unknown } =
        await client.sendRequest(request);
      const { items, next } = pageOf(call, response.parsedBody);
      response.parsedBody = { value: items.filter((item) => rows.isObject(item)), nextLink: next ?? undefined };
      return response;
    },
  };
}

const PROVIDER = '/providers/microsoft.resourcehealth/';

function readStatus(row: Row, note: Note): ResourceHealthStatus | string {
  const status: AvailabilityStatus = row;
  const id = textOf(row, 'id');
  if (id === null) {
    return 'it has no id';
  }
  const cut = id.toLowerCase().lastIndexOf(PROVIDER);
  if (cut <= 0) {
    return 'its id is not one of a health status';
  }
  const { properties } = status;
  if (typeof properties !== 'object' || properties === null) {
    return 'it has no properties';
  }
  const fields = properties as Row;
  const state = textOf(fields, 'availabilityState');
  if (state === null) {
    note('Azure gave no state, so it counts as Unknown');
  }
  return {
    resourceId: id.slice(0, cut),
    location: textOf(row, 'location'),
    availabilityState: state ?? 'Unknown',
    title: textOf(fields, 'title'),
    summary: textOf(fields, 'summary'),
    reasonType: textOf(fields, 'reasonType'),
    reasonChronicity: textOf(fields, 'reasonChronicity'),
    context: textOf(fields, 'context'),
    healthEventCause: textOf(fields, 'healthEventCause'),
    occurredAt: timeOf(properties.occuredTime),
    reportedAt: timeOf(properties.reportedTime),
    recommendedActions: state === 'Available' ? [] : actionsOf(fields.recommendedActions),
    rootCauseAt: timeOf(properties.rootCauseAttributionTime),
    resolutionEtaAt: timeOf(properties.resolutionETA),
    recentlyResolved: resolvedOf(properties.recentlyResolved),
  };
}

function actionsOf(actions: unknown): string[] {
  return jsonObjects(actions).flatMap((action) => textOf(action, 'action') ?? []);
}

function resolvedOf(
  resolved: AvailabilityStatusPropertiesRecentlyResolved | undefined,
): ResourceHealthStatus['recentlyResolved'] {
  if (typeof resolved !== 'object' || resolved === null) {
    return null;
  }
  return {
    occurredAt: timeOf(resolved.unavailableOccuredTime),
    resolvedAt: timeOf(resolved.resolvedTime),
    summary: textOf(resolved as Row, 'unavailableSummary'),
  };
}

/** The client makes a Date of anything. */
function timeOf(date: Date | undefined): number | null {
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
