import { isoSeconds } from '../../common/isoDuration.ts';
import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import { activityLogCondition } from './activityLog.ts';
import { logCondition } from './log.ts';
import { metricCondition } from './metric.ts';
import { readRules } from './readRules.ts';
import { durationWords, shortened } from './words.ts';

const criterion = { metricName: 'Percentage CPU', timeAggregation: 'Average', operator: 'GreaterThan', threshold: 90 };
const metric = (one: object, more: object = {}) =>
  metricCondition({ windowSize: 'PT1H', criteria: { 'odata.type': 'x.y', allOf: [one] }, ...more });

test.each([
  [criterion, 'average Percentage CPU > 90 over 1 hour'],
  [
    {
      ...criterion,
      dimensions: [
        { name: 'Instance', operator: 'Exclude', values: ['a', 'b'] },
        { name: 'Disk', values: ['*'] },
      ],
    },
    'average Percentage CPU > 90 where Instance is not a or b over 1 hour',
  ],
  [
    {
      ...criterion,
      threshold: undefined,
      alertSensitivity: 'High',
      failingPeriods: { numberOfEvaluationPeriods: 4, minFailingPeriodsToAlert: 3 },
    },
    'average Percentage CPU above its dynamic threshold (high sensitivity, 3 of 4 evaluations) over 1 hour',
  ],
  [{ query: 'up ==\n 0', name: 'q' }, 'PromQL up == 0 over 1 hour'],
  [{ ...criterion, operator: 'Resembles' }, 'average Percentage CPU Resembles 90 over 1 hour'],
  [{}, 'a metric ? ? over 1 hour'],
])('tells a metric condition %#', (one, words) => {
  expect(metric(one)).toBe(words);
});

test('criteria of other kinds are named', () => {
  const criteria = {
    'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria',
    webTestId: '/a/ping',
    failedLocationCount: 2,
  };
  expect(metricCondition({ windowSize: 'PT5M', criteria })).toBe(
    'web test ping fails from 2 locations or more over 5 minutes',
  );
  expect(metricCondition({ criteria: { 'odata.type': 'Microsoft.Azure.Monitor.NewCriteria' } })).toBe(
    'condition of the kind NewCriteria',
  );
  expect(metricCondition({ criteria: 'odd' })).toBe('no condition given');
});

test('log conditions of both generations, with the query on one line and cut', () => {
  const query = `// slow ones\nAppRequests\n| where ${'x'.repeat(200)}`;
  const current = logCondition({
    windowSize: 'PT10M',
    criteria: {
      allOf: [
        {
          query,
          timeAggregation: 'Maximum',
          metricMeasureColumn: 'Duration',
          operator: 'LessThanOrEqual',
          threshold: 5,
        },
      ],
    },
  });
  expect(current).toMatch(/^maximum of Duration ≤ 5 over 10 minutes: AppRequests \| where x+…$/);
  const old = logCondition({
    source: { query: 'Heartbeat' },
    schedule: { timeWindowInMinutes: 60 },
    action: { trigger: { thresholdOperator: 'LessThan', threshold: 1 } },
  });
  expect(old).toBe('count of results < 1 over 1 hour: Heartbeat');
});

test('activity log conditions: lists, alternatives, fields that we have no word for', () => {
  const allOf = [
    { field: 'category', equals: 'Security' },
    {
      anyOf: [
        { field: 'level', equals: 'Error' },
        { field: 'status', equals: 'Failed' },
      ],
    },
    { field: 'properties.other', containsAny: ['a', 'b', 'c'] },
  ];
  expect(activityLogCondition({ condition: { allOf } })).toBe(
    'category is Security and (level is Error or status is Failed) and properties.other is a, b or c',
  );
  expect(activityLogCondition({})).toBe('no condition given');
});

const resource = (type: string, properties: object): MonitorResource => ({
  id: `/subscriptions/s/resourceGroups/g/providers/${type}/one`,
  name: 'one',
  type,
  kind: null,
  location: 'global',
  properties: properties as MonitorResource['properties'],
  changedAt: null,
});

test('kinds that we do not know pass through, and rules without anything are rules', () => {
  expect(readRules(resource('Microsoft.Insights/futureAlerts', { severity: 1 }))).toMatchObject([
    { what: 'rule', kind: 'Microsoft.Insights/futureAlerts', severity: 'Sev1', enabled: true, scopes: [] },
  ]);
  for (const type of ['metricAlerts', 'activityLogAlerts', 'scheduledQueryRules']) {
    expect(readRules(resource(`Microsoft.Insights/${type}`, {}))).toMatchObject([{ what: 'rule', name: 'one' }]);
  }
  expect(readRules(resource('Microsoft.AlertsManagement/prometheusRuleGroups', { rules: [{ record: 'a' }] }))).toEqual(
    [],
  );
});

test('durations', () => {
  expect(['PT5M', 'P1D', 'PT1H30M', 'P1W', 'odd', null].map(isoSeconds)).toEqual([
    300,
    86_400,
    5_400,
    604_800,
    null,
    null,
  ]);
  expect(['PT1M', 'PT90M', 'P2D', 'whenever'].map(durationWords)).toEqual([
    '1 minute',
    '90 minutes',
    '2 days',
    'whenever',
  ]);
  expect(shortened('a // b\n| c  d')).toBe('a | c d');
});
