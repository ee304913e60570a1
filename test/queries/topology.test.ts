import { columnLength, type Table } from '../../src/backend/common/table.ts';
import { noticesOf, rowsOf, SMALL, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const ask = async (model: object = {}) => {
  const [nodes, edges] = (await estate.askAll({ queryType: 'topology', ...model })) as [Table, Table];
  return { nodes, edges, rows: rowsOf(nodes), links: rowsOf(edges) };
};

test('two frames for the node graph, with the names that Grafana knows', async () => {
  const { nodes, edges } = await ask();
  expect([nodes.name, edges.name]).toEqual(['nodes', 'edges']);
  expect([nodes, edges].map(({ meta }) => meta?.preferredVisualisationType)).toEqual(['nodeGraph', 'nodeGraph']);
  expect(nodes.columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'id',
      'title',
      'subtitle',
      'mainstat',
      'arc__available',
      'arc__unavailable',
      'detail__resources',
    ]),
  );
  expect(edges.columns.map(({ name }) => name)).toEqual(['id', 'source', 'target', 'mainstat']);
});

test('every resource in trouble has a node, and the way up to its tenant', async () => {
  const { rows, links } = await ask();
  const truth = estate.simulator.truth.resourceHealth({ visible: 'true' }) as Array<{
    name: string;
    state: string;
    reason: string | null;
  }>;
  const trouble = truth.filter(
    ({ state, reason }) => (state === 'Unavailable' && reason !== 'UserInitiated') || state === 'Degraded',
  );
  const leaves = rows.filter((row) => String(row.subtitle).startsWith('Microsoft.'));
  expect(leaves.map((row) => row.title).sort()).toEqual(trouble.map(({ name }) => name.split('/').at(-1)).sort());
  for (const leaf of leaves) {
    let id = leaf.id;
    for (let up = links.find((edge) => edge.target === id); up; up = links.find((edge) => edge.target === id)) {
      id = up.source as string;
    }
    expect([SMALL.contoso, SMALL.northwind]).toContain(id);
  }
});

test('ids are unique, edges lead from node to node, arcs add up to one', async () => {
  const { rows, links } = await ask();
  const ids = new Set(rows.map((row) => row.id));
  expect(ids.size).toBe(rows.length);
  expect(links.filter((edge) => !ids.has(edge.source as string) || !ids.has(edge.target as string))).toEqual([]);
  for (const row of rows) {
    const arcs = Object.entries(row).filter(([name]) => name.startsWith('arc__'));
    expect(arcs.reduce((sum, [, share]) => sum + (share as number), 0)).toBeCloseTo(1);
  }
});

test.each([1, 2, 3, 5, 8, 13])('never more than %d nodes; what has no room is folded and said', async (limit) => {
  const { nodes, rows } = await ask({ limit });
  expect(columnLength(nodes.columns[0] as NonNullable<(typeof nodes.columns)[0]>)).toBeLessThanOrEqual(limit);
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  expect(noticesOf(nodes).join(' ')).toContain('no node of their own');
});

test('healthy resources are one node beside those in trouble', async () => {
  const { rows } = await ask({ filters: { customer: ['Northwind Traders'] } });
  expect(rows.map((row) => [row.title, row.mainstat])).toEqual([
    ['Northwind Traders', 'Degraded'],
    ['Northwind Web', 'Degraded'],
    ['rg-north', 'Degraded'],
    ['vm-north-01', 'Degraded'],
    [expect.stringMatching(/^\d+ resources$/), 'Available'],
  ]);
});
