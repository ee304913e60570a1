import type { Table } from '../../common/table.ts';

/** The frame of edges that belongs to one of nodes: one edge a node, from the one above it. */
export function edgesOf(table: Table): Table {
  const values = (name: string) => (table.columns.find((column) => column.name === name)?.values ?? []) as string[];
  const [ids, parents, states] = [values('id'), values('parent'), values('mainstat')];
  const known = new Set(ids);
  const rows = ids.flatMap((id, row) => {
    const parent = parents[row];
    return parent && known.has(parent)
      ? [{ id: `${parent}>${id}`, source: parent, target: id, mainstat: states[row] ?? '' }]
      : [];
  });
  const column = (name: 'id' | 'source' | 'target' | 'mainstat') => ({
    name,
    type: 'string' as const,
    nullable: false,
    values: rows.map((row) => row[name]),
  });
  return {
    name: 'edges',
    columns: [column('id'), column('source'), column('target'), column('mainstat')],
    meta: { preferredVisualisationType: 'nodeGraph' },
  };
}
