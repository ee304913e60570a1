import { idPath } from '../../../common/pathSegment.ts';
import { parseResourceId } from '../../../../shared/resourceId.ts';
import { encoded, iso, quoted } from './activityLog.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { Call } from '../../http/call.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { badAnswer } from '../../http/errors.ts';
import type { MetricAnswer, MetricAsk, MetricDefinition, MetricNamespace } from '../../api/onDemandApi.ts';
import { readLinkedList } from '../linkedList.ts';
import { readDefinition, readMetricAnswer, readNamespace } from './metricRows.ts';
import { type Row, Rows } from '../rows.ts';

const VERSION = '2024-02-01';

/** Metrics of one resource: https://learn.microsoft.com/rest/api/monitor/metrics/list. Over the pipeline, as `activityLog.ts` says why. */
export class Metrics {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  async namespaces(access: Access, resourceId: string, options: CallOptions): Promise<Complete<MetricNamespace>> {
    const rows = new Rows('metric namespace', readNamespace, (row: MetricNamespace) => row.name);
    return this.#list('metricNamespaces', access, resourceId, {}, options, rows);
  }

  async definitions(
    access: Access,
    resourceId: string,
    namespace: string | null,
    options: CallOptions,
  ): Promise<Complete<MetricDefinition>> {
    const rows = new Rows('metric definition', readDefinition, (row: MetricDefinition) => row.name);
    const query: Record<string, string> = namespace === null ? {} : { metricnamespace: namespace };
    return this.#list('metricDefinitions', access, resourceId, query, options, rows);
  }

  async read(access: Access, ask: MetricAsk, options: CallOptions): Promise<MetricAnswer> {
    const call = this.#call('metrics', access, ask.resourceId, options);
    const body = await this.#send(call, ask, {});
    return readMetricAnswer(call, body, ask);
  }

  /** https://learn.microsoft.com/rest/api/monitor/metrics/list, with `resultType=Metadata`. */
  async dimensionValues(access: Access, ask: MetricAsk, dimension: string, options: CallOptions): Promise<string[]> {
    const call = this.#call('metrics', access, ask.resourceId, options);
    const filter = `${dimension} eq '*'`;
    const body = await this.#send(call, { ...ask, filter }, { resultType: 'Metadata' });
    const { series } = readMetricAnswer(call, body, ask);
    const wanted = dimension.toLowerCase();
    const values = series.flatMap(({ dimensions }) =>
      Object.entries(dimensions).flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : [])),
    );
    return [...new Set(values)].sort();
  }

  #call(what: string, access: Access, resourceId: string, options: CallOptions): Call {
    const path = `/{resourceId}/providers/Microsoft.Insights/${what}`;
    const subscriptionId = parseResourceId(resourceId)?.subscriptionId ?? null;
    return { ...armCall(this.#context, 'monitor', path, access, subscriptionId, options), explain: true };
  }

  async #send(call: Call, ask: MetricAsk, more: Record<string, string>): Promise<Row> {
    const query = new URLSearchParams({
      'api-version': VERSION,
      timespan: `${iso(ask.from)}/${iso(ask.to)}`,
      interval: ask.interval,
      // A comma separates names, so Azure wants one within a name escaped twice.
      metricnames: ask.name.replaceAll(',', '%2'),
      aggregation: ask.aggregation,
      ...(ask.namespace !== null && { metricnamespace: ask.namespace }),
      ...(ask.filter !== null && { $filter: ask.filter, top: String(ask.top) }),
      ...(ask.adjust && { AutoAdjustTimegrain: 'true' }),
      ...more,
    });
    const response = await this.#context.http.send(call, { url: urlOf(call, ask.resourceId, 'metrics', query) });
    const body = response.parsedBody;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw badAnswer(call, 'BadResponse', 'the answer is no object, so nothing is known about the metric.');
    }
    return body as Row;
  }

  async #list<T extends object>(
    what: string,
    access: Access,
    resourceId: string,
    more: Record<string, string>,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    const call = this.#call(what, access, resourceId, options);
    const first = urlOf(call, resourceId, what, new URLSearchParams({ 'api-version': VERSION, ...more }));
    return readLinkedList(this.#context, call, first, rows);
  }
}

function urlOf(call: Call, resourceId: string, what: string, query: URLSearchParams): string {
  const id = idPath(resourceId);
  return `${call.origin}${id}/providers/Microsoft.Insights/${what}?${encoded(query)}`;
}

/** `$filter` of the metrics API: each dimension by its values, or `*` to split by it. */
export function dimensionFilter(dimensions: ReadonlyArray<{ name: string; values: readonly string[] }>): string | null {
  const terms = dimensions.map(({ name, values }) =>
    values.length === 0
      ? `${name} eq '*'`
      : values.length === 1
        ? `${name} eq '${quoted(values[0] as string)}'`
        : `(${values.map((value) => `${name} eq '${quoted(value)}'`).join(' or ')})`,
  );
  return terms.length === 0 ? null : terms.join(' and ');
}
