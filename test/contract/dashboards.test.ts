import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DASHBOARDS, format } from '../../scripts/dashboards/index.ts';
import type { Panel } from '../../scripts/dashboards/panels.ts';
import { QUERY_TYPES } from '../../src/shared/queryTypes.ts';

const FOLDER = resolve('provisioning/dashboards');
const plugin = JSON.parse(readFileSync(resolve('plugin.json'), 'utf8')) as { includes: Array<{ path: string }> };

test('the provisioned dashboards are those that the scripts write', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(
    Object.keys(DASHBOARDS)
      .map((name) => `${name}.json`)
      .sort(),
  );
  for (const [name, content] of Object.entries(DASHBOARDS)) {
    expect(readFileSync(join(FOLDER, `${name}.json`), 'utf8')).toBe(format(content));
  }
});

test('every dashboard comes with the plugin', () => {
  const included = plugin.includes.map(({ path }) => path.replace('dashboards/', '').replace('.json', ''));
  expect(included.sort()).toEqual(Object.keys(DASHBOARDS).sort());
});

test('every query type is on a dashboard', () => {
  const asked = new Set([...JSON.stringify(DASHBOARDS).matchAll(/"queryType":"(\w+)"/g)].map((match) => match[1]));
  // Lists of what there is are for variables, Explore and tables that people make themselves.
  const lists = ['customers', 'tenants', 'subscriptions', 'resourceGroups', 'resources', 'collectorStatus'];
  expect(Object.keys(QUERY_TYPES).filter((type) => !asked.has(type) && !lists.includes(type))).toEqual([]);
});

test('a panel whose query failed shows no number', () => {
  const instead = [...JSON.stringify(DASHBOARDS).matchAll(/"noValue":"([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(instead.length).toBeGreaterThan(0);
  expect(instead.filter((text) => /\d/.test(text))).toEqual([]);
});

test('a laptop shows every customer of the wall of hundreds without scrolling', () => {
  const { panels } = DASHBOARDS['wallMany'] as unknown as { panels: Panel[] };
  const all = panels.find(({ title }) => title.startsWith('All customers'));
  // A row is 38 pixels high. Under Grafana's own bars and the variables, 768 pixels are room for 16 of them.
  expect((all?.gridPos.y ?? Infinity) + (all?.gridPos.h ?? 0)).toBeLessThanOrEqual(16);
});
