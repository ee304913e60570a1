import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { DASHBOARDS } from '../../scripts/dashboards/index.ts';
import { handlerOf } from '../../src/backend/queries/registry.ts';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';

interface Rule {
  uid: string;
  title: string;
  for: string;
  noDataState: string;
  execErrState: string;
  data: Array<{ datasourceUid: string; model: { queryType?: string; format?: string } }>;
  annotations: Record<string, string>;
  labels?: Record<string, string>;
}

const file = parse(readFileSync(resolve('provisioning/alerting/azurecsp.yaml'), 'utf8')) as {
  groups: Array<{ rules: Rule[] }>;
};
const rules = file.groups.flatMap((group) => group.rules);
const readme = readFileSync(resolve('README.md'), 'utf8');
const dashboards = Object.values(DASHBOARDS) as Array<{ uid: string; panels: Array<{ id: number; type: string }> }>;

test.each(rules.map((rule) => [rule.title, rule] as const))('%s asks, tells and leads somewhere', (title, rule) => {
  const [asked] = rule.data;
  expect(Object.keys(QUERY_TYPES)).toContain(asked?.model.queryType);
  expect(asked?.model.format).toBe('alerting');
  expect(rule.for).toMatch(/^\d+[smh]$/);
  expect(['OK', 'Alerting']).toContain(rule.noDataState);
  expect(['KeepLast', 'Alerting']).toContain(rule.execErrState);
  expect(rule.annotations).toMatchObject({ summary: expect.any(String), description: expect.any(String) });

  expect(readme).toContain(`#### ${title}\n`);
  expect(readme).toMatch(new RegExp(`^\\| ${title} +\\|`, 'm'));
  expect(rule.annotations['runbook_url']).toMatch(new RegExp(`#${title.toLowerCase().replaceAll(' ', '-')}$`));

  const dashboard = dashboards.find(({ uid }) => uid === rule.annotations['__dashboardUid__']);
  const panel = dashboard?.panels.find(({ id }) => String(id) === rule.annotations['__panelId__']);
  expect(panel?.type).toBe('table');
});

test.each(rules.map((rule) => [rule.title, rule] as const))('%s has labels of its own', async (_title, rule) => {
  const series = (await handlerOf(rule.data[0]?.model.queryType as QueryType)).alerting.labels;
  // Grafana drops a label of the series that the rule has too, and series that differ in it alone become one.
  expect(Object.keys(rule.labels ?? {}).filter((name) => series.includes(name))).toEqual([]);
  expect(['critical', 'warning', ...(series.includes('severity') ? [undefined] : [])]).toContain(
    rule.labels?.['severity'],
  );
});

test('no two rules share an id', () => {
  expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
});
