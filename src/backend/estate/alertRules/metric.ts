import { lastName } from '../../../shared/resourceId.ts';
import { type Fields, inner, list, records, text, texts } from './fields.ts';
import { anyOf, counted, durationWords, joined, operatorWords, shortened } from './words.ts';

/**
 * Condition of a metric alert in words: `average Percentage CPU > 90 over 5 minutes`. Kinds of criteria that we don't
 * know are named by Azure's word for them. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-metric-overview
 */
export function metricCondition(properties: Fields): string {
  const criteria = inner(properties, 'criteria');
  const window = durationWords(text(properties, 'windowSize'));
  const over = window === null ? null : `over ${window}`;
  const type = text(criteria, 'odata.type') ?? '';
  const failed = text(criteria, 'failedLocationCount');
  if (failed !== null) {
    const test = lastName(text(criteria, 'webTestId') ?? '');
    return joined([`web test ${test} fails from ${counted(Number(failed), 'location')} or more`, over]);
  }
  const all = records(criteria, 'allOf');
  if (all.length === 0) {
    return type === '' ? 'no condition given' : `condition of the kind ${type.slice(type.lastIndexOf('.') + 1)}`;
  }
  return joined([all.map(criterion).join(' and '), over]);
}

/** One metric with its threshold; PromQL criteria have a query instead. */
function criterion(one: Fields): string {
  const query = text(one, 'query');
  if (query !== null && text(one, 'metricName') === null) {
    return `PromQL ${shortened(query)}`;
  }
  const aggregation = text(one, 'timeAggregation')?.toLowerCase() ?? null;
  const metric = text(one, 'metricName') ?? 'a metric';
  const where = dimensions(one);
  return joined([aggregation, metric, thresholdOf(one), where === '' ? null : `where ${where}`]);
}

/** `> 90`, or the dynamic threshold with its sensitivity. */
export function thresholdOf(one: Fields): string {
  const operator = operatorWords(text(one, 'operator'));
  const threshold = text(one, 'threshold');
  const sensitivity = text(one, 'alertSensitivity');
  const periods = failingPeriods(one);
  if (sensitivity === null) {
    return joined([operator, threshold ?? '?', periods === null ? null : `(${periods})`]);
  }
  const direction = { '>': 'above', '<': 'below' }[operator] ?? operator;
  const details = joined([`${sensitivity.toLowerCase()} sensitivity`, periods], ', ');
  return `${direction} its dynamic threshold (${details})`;
}

/** `3 of 4 evaluations`; nothing where one of one is enough. */
function failingPeriods(one: Fields): string | null {
  const periods = inner(one, 'failingPeriods');
  const of = text(periods, 'numberOfEvaluationPeriods');
  const least = text(periods, 'minFailingPeriodsToAlert');
  return of === null || least === null || (of === '1' && least === '1') ? null : `${least} of ${of} evaluations`;
}

/** `Instance is web-1 or web-2`; a dimension that takes every value narrows nothing. */
export function dimensions(one: Fields): string {
  return records(one, 'dimensions')
    .filter((dimension) => !list(dimension, 'values').includes('*'))
    .map((dimension) => {
      const verb = text(dimension, 'operator')?.toLowerCase() === 'exclude' ? 'is not' : 'is';
      return `${text(dimension, 'name') ?? '?'} ${verb} ${anyOf(texts(dimension, 'values'))}`;
    })
    .join(' and ');
}
