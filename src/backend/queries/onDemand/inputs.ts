import {
  type Aggregation,
  AGGREGATIONS,
  DEFAULT_TOP,
  MAX_TOP,
  METRIC_INTERVALS,
  type MetricInterval,
} from '../../../shared/metrics.ts';
import { badInput } from '../../common/errors.ts';

/** A metric as a query names it, checked, with defaults filled in. */
export interface CheckedMetric {
  name: string;
  namespace: string | null;
  aggregation: Aggregation;
  interval: 'auto' | MetricInterval;
  /** Without values: one series for each value. */
  dimensions: Array<{ name: string; values: string[] }>;
  top: number;
}

const MOST_DIMENSIONS = 10;
const MOST_VALUES = 100;
/** Longer than anybody writes by hand, and well below what Azure takes. */
const LONGEST_KQL = 20_000;

/** @throws CspError (400) with a sentence that names what is wrong */
export function parseMetric(given: unknown): CheckedMetric {
  const metric = recordOf(given, 'The query names no metric. Choose one.');
  const name = textOf(metric.name, "the metric's name");
  if (name === null) {
    throw badInput('The query names no metric. Choose one.');
  }
  const dimensions = listOf(metric.dimensions, 'The dimensions of the metric');
  if (dimensions.length > MOST_DIMENSIONS) {
    throw badInput(`The metric is split by ${dimensions.length} dimensions; Azure takes at most ${MOST_DIMENSIONS}.`);
  }
  return {
    name,
    namespace: textOf(metric.namespace, "the metric's namespace"),
    aggregation: oneOf(metric.aggregation, AGGREGATIONS, 'aggregation') ?? 'Average',
    interval: oneOf(metric.interval, ['auto', ...METRIC_INTERVALS] as const, 'interval') ?? 'auto',
    dimensions: dimensions.map(parseDimension),
    top: parseTop(metric.top),
  };
}

function parseDimension(given: unknown): CheckedMetric['dimensions'][number] {
  const dimension = recordOf(given, 'A dimension of the metric is no object with a name.');
  const name = textOf(dimension.name, "a dimension's name");
  // It goes into a filter that has quotes for values only.
  if (name === null || !/^[\p{L}\p{N}_.\- /]{1,100}$/u.test(name)) {
    throw badInput(`A dimension of the metric is called '${name ?? ''}', which is no name of a dimension.`);
  }
  const values = listOf(dimension.values, `The values of the dimension '${name}'`).flatMap(
    (value) => textOf(value, `a value of the dimension '${name}'`) ?? [],
  );
  if (values.length > MOST_VALUES) {
    throw badInput(`The dimension '${name}' has ${values.length} values; at most ${MOST_VALUES} are read at once.`);
  }
  return { name, values: values.includes('*') || values.includes('$__all') ? [] : values };
}

/** @throws CspError (400) with a sentence that names what is wrong */
export function parseKql(given: unknown): string {
  const kql = textOf(given, 'the query in Kusto', /\$\{[^}]*\}|\[\[\w+\]\]/);
  if (kql === null) {
    throw badInput('The Kusto query is empty. Write one, such as: resources | summarize count() by type');
  }
  if (kql.length > LONGEST_KQL) {
    throw badInput(`The Kusto query has ${kql.length} characters; at most ${LONGEST_KQL} are taken.`);
  }
  return kql;
}

function parseTop(given: unknown): number {
  if (given === undefined || given === null || given === '') {
    return DEFAULT_TOP;
  }
  if (typeof given !== 'number' || !Number.isInteger(given) || given < 1 || given > MAX_TOP) {
    throw badInput(`top is ${shownValue(given)}; it is a whole number from 1 to ${MAX_TOP}.`);
  }
  return given;
}

const VARIABLE = /^(\$(?!__all$)[A-Za-z_]\w*|\$\{[^}]*\}|\[\[[^\]]*\]\])$/;

/** Text without the space around it; null for none. Template variables that nobody filled in would ask for something else. */
function textOf(given: unknown, what: string, variable = VARIABLE): string | null {
  if (given === undefined || given === null) {
    return null;
  }
  if (typeof given !== 'string') {
    throw badInput(`In the query, ${what} is not text.`);
  }
  const text = given.trim();
  const unfilled = variable.exec(text)?.[0];
  if (unfilled !== undefined) {
    throw badInput(
      `In the query, ${what} holds '${unfilled}', a dashboard variable that nothing has filled in. ` +
        'Alert rules have no variables: write the value itself.',
    );
  }
  return text === '' ? null : text;
}

function oneOf<T extends string>(given: unknown, known: readonly T[], what: string): T | null {
  if (given === undefined || given === null || given === '') {
    return null;
  }
  const value = known.find((one) => one === given);
  if (value === undefined) {
    throw badInput(`The ${what} of the metric is ${shownValue(given)}, which is none of: ${known.join(', ')}.`);
  }
  return value;
}

/** An object may hold a `toString` of its own, which is none. */
function shownValue(given: unknown): string {
  return typeof given === 'object' ? 'an object or a list' : `'${String(given)}'`;
}

function listOf(given: unknown, what: string): unknown[] {
  if (given === undefined || given === null) {
    return [];
  }
  if (!Array.isArray(given)) {
    throw badInput(`${what} are not a list.`);
  }
  return given;
}

function recordOf(given: unknown, sentence: string): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw badInput(sentence);
  }
  return given as Record<string, unknown>;
}
