import { pathSegment } from '../../../common/pathSegment.ts';
import { CspError } from '../../../common/errors.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import { armCall, type ClientContext } from '../../context.ts';
import type { MonitorResource } from '../../api/monitoring.ts';
import { readMonitorResource } from './monitorResource.ts';
import { readLinkedList } from '../linkedList.ts';
import type { ResourceGraph } from '../resourceGraph/resourceGraph.ts';
import { Rows } from '../rows.ts';

/**
 * Stable versions that list both generations of log rules. Requests go over our own pipeline, not through
 * `@azure/arm-monitor`: its lists throw on a rule without `scopes`, so one odd row would cost the subscription, they ask
 * for preview versions, and it has no Alerts Management at all.
 */
const LISTS = [
  ['Microsoft.Insights/metricAlerts', '2018-03-01'],
  ['Microsoft.Insights/activityLogAlerts', '2020-10-01'],
  ['Microsoft.Insights/scheduledQueryRules', '2023-12-01'],
  ['Microsoft.Insights/actionGroups', '2023-01-01'],
  ['Microsoft.AlertsManagement/smartDetectorAlertRules', '2021-04-01'],
  ['Microsoft.AlertsManagement/prometheusRuleGroups', '2023-03-01'],
  ['Microsoft.AlertsManagement/actionRules', '2021-08-08'],
] as const;

const QUERY =
  `resources | where type in~ (${LISTS.map(([type]) => `'${type.toLowerCase()}'`).join(', ')})` +
  ' | project id, name, type, kind, location, properties | order by id asc';

/** Alert rules of every kind, action groups and alert processing rules. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview */
export class AlertRules {
  readonly #context: ClientContext;
  readonly #graph: ResourceGraph;

  constructor(context: ClientContext, graph: ResourceGraph) {
    this.#context = context;
    this.#graph = graph;
  }

  list(access: Access, subscriptionIds: readonly string[], options: CallOptions): Promise<Complete<MonitorResource>> {
    return this.#graph.query(access, subscriptionIds, QUERY, options, newRows());
  }

  async listOf(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<MonitorResource>> {
    const rows = newRows();
    for (const [type, version] of LISTS) {
      try {
        await this.#readList(type, version, access, subscriptionId, options, rows);
      } catch (thrown) {
        // A provider that was never registered in the subscription holds nothing there.
        if (CspError.from(thrown).code !== 'MissingSubscriptionRegistration') {
          throw thrown;
        }
      }
    }
    return rows.complete();
  }

  async #readList(
    type: string,
    version: string,
    access: Access,
    subscriptionId: string,
    options: CallOptions,
    rows: Rows<MonitorResource>,
  ): Promise<void> {
    const api = type.startsWith('Microsoft.Insights/') ? 'monitor' : 'alertsManagement';
    const path = `/subscriptions/{subscriptionId}/providers/${type}`;
    const call = armCall(this.#context, api, path, access, subscriptionId, options);
    const first = `${call.origin}/subscriptions/${pathSegment(subscriptionId)}/providers/${type}?api-version=${version}`;
    await readLinkedList(this.#context, call, first, rows);
  }
}

function newRows(): Rows<MonitorResource> {
  return new Rows('alert rule', readMonitorResource, (row) => row.id);
}
