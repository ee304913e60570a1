import { DASHBOARDS } from '../../../scripts/dashboards/index.ts';
import type { Table } from '../../../src/backend/common/table.ts';
import { SMALL_RESOURCES } from '../../simulator/world/smallIds.ts';
import { START, TestEstate } from '../estate.ts';

interface Panel {
  title: string;
  targets: Array<{ queryType: string; filters?: Record<string, string[]> }>;
  transformations?: Array<{ id: string; options: Record<string, unknown> }>;
}

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const panels = Object.entries(DASHBOARDS).flatMap(([name, dashboard]) =>
  (dashboard['panels'] as Panel[]).map((panel) => [name, panel.title, panel] as const),
);

test.each(panels)('%s, %s: its query answers, with every column that the panel shows', async (_name, _title, panel) => {
  expect(panel.targets.length).toBeGreaterThan(0);
  for (const { filters = {}, ...target } of panel.targets) {
    const tables = await estate.askAll(
      {
        ...target,
        filters: Object.fromEntries(Object.entries(filters).map(([key, values]) => [key, values.map(chosen)])),
      },
      { from: START - 24 * 3_600_000 },
    );
    const names = new Set(tables.flatMap(namesOf));
    if (names.size > 0) {
      expect(wantedBy(panel).filter((name) => !names.has(name))).toEqual([]);
    }
  }
});

/** What Grafana puts in place of a variable. */
function chosen(value: string): string {
  if (value === '$resource') {
    return SMALL_RESOURCES.web02;
  }
  return value.startsWith('$') ? '$__all' : value;
}

/** Columns are found by their name or by the one that is shown. */
function namesOf({ columns }: Table): string[] {
  return columns.flatMap(({ name, config }) => [
    name,
    ...(config?.displayNameFromDS ? [config.displayNameFromDS] : []),
  ]);
}

function wantedBy({ transformations = [] }: Panel): string[] {
  return transformations.flatMap(({ id, options }) => {
    switch (id) {
      case 'filterFieldsByName':
        return (options['include'] as { names: string[] }).names;
      case 'filterByValue':
        return (options['filters'] as Array<{ fieldName: string }>).map(({ fieldName }) => fieldName);
      case 'groupingToMatrix':
        return [options['rowField'], options['columnField'], options['valueField']] as string[];
      default:
        return [];
    }
  });
}
