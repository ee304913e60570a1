import { jsonObject } from '../../../../shared/json.ts';
import { pathSegment } from '../../../common/pathSegment.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { Call } from '../../http/call.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { badAnswer } from '../../http/errors.ts';
import type { AlertModification, AlertState, FiredAlert } from '../../api/monitoring.ts';
import { readAlert, readModification } from './alertRows.ts';
import { readLinkedList } from '../linkedList.ts';
import type { ResourceGraph } from '../resourceGraph/resourceGraph.ts';
import { recordOf, Rows, textOf } from '../rows.ts';

/** Later versions are previews; npm has no client for Alerts Management. */
const VERSION = '2019-03-01';
const PROVIDER = 'Microsoft.AlertsManagement/alerts';

/** Fired alerts. https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts */
export class Alerts {
  readonly #context: ClientContext;
  readonly #graph: ResourceGraph;

  constructor(context: ClientContext, graph: ResourceGraph) {
    this.#context = context;
    this.#graph = graph;
  }

  async list(
    access: Access,
    subscriptionIds: readonly string[],
    since: number | null,
    options: CallOptions,
  ): Promise<Complete<FiredAlert>> {
    // `context` is left out: it is long, and holds whatever the rule's author put there.
    const query =
      "alertsmanagementresources | where type =~ 'microsoft.alertsmanagement/alerts'" +
      (since === null
        ? ''
        : ` | where todatetime(properties.essentials.lastModifiedDateTime) >= todatetime('${new Date(since).toISOString()}')`) +
      ' | project id, name, essentials = properties.essentials | order by id asc';
    return this.#graph.query(access, subscriptionIds, query, options, newRows());
  }

  async listOf(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<FiredAlert>> {
    const call = this.#call('', access, subscriptionId, options);
    const first = `${urlOf(call, subscriptionId)}?api-version=${VERSION}&timeRange=30d&pageCount=250`;
    return readLinkedList(this.#context, call, first, newRows());
  }

  async history(
    access: Access,
    subscriptionId: string,
    alertId: string,
    options: CallOptions,
  ): Promise<Complete<AlertModification>> {
    const call = this.#call('/{alertId}/history', access, subscriptionId, options);
    const url = `${urlOf(call, subscriptionId, alertId)}/history?api-version=${VERSION}`;
    const { parsedBody } = await this.#context.http.send(call, { url });
    const list = recordOf(jsonObject(parsedBody), 'properties').modifications;
    if (!Array.isArray(list)) {
      throw badAnswer(call, 'BadResponse', "the answer has no list of the alert's modifications.");
    }
    let number = 0;
    const rows = new Rows('alert history', readModification, () => String(number++));
    rows.addPage(list);
    const { rows: found, issues } = rows.complete();
    return { rows: found.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)), issues };
  }

  async changeState(
    access: Access,
    subscriptionId: string,
    alertId: string,
    change: { state: AlertState; comments: string },
    options: CallOptions,
  ): Promise<string> {
    const call = this.#call('/{alertId}/changestate', access, subscriptionId, options);
    const url = `${urlOf(call, subscriptionId, alertId)}/changestate?api-version=${VERSION}&newState=${change.state}`;
    const body = { comments: change.comments };
    const { parsedBody } = await this.#context.http.send(call, { method: 'POST', url, body });
    return textOf(recordOf(recordOf(jsonObject(parsedBody), 'properties'), 'essentials'), 'alertState') ?? change.state;
  }

  #call(tail: string, access: Access, subscriptionId: string, options: CallOptions): Call {
    const path = `/subscriptions/{subscriptionId}/providers/${PROVIDER}${tail}`;
    return armCall(this.#context, 'alertsManagement', path, access, subscriptionId, options);
  }
}

function urlOf(call: Call, subscriptionId: string, alertId?: string): string {
  const list = `${call.origin}/subscriptions/${pathSegment(subscriptionId)}/providers/${PROVIDER}`;
  return alertId === undefined ? list : `${list}/${pathSegment(alertId)}`;
}

function newRows(): Rows<FiredAlert> {
  return new Rows('alert', readAlert, (row) => row.id);
}
