import { DEFAULT_LIMIT } from '../../../shared/query.ts';
import type { Notice, Table } from '../../common/table.ts';
import { defineQuery } from '../defineQuery.ts';
import type { QueryHandler } from '../handler.ts';
import { selectResources } from '../resources/resources.ts';
import { edgesOf } from '../topology/edges.ts';
import { nodeColumns, type NodeRows } from '../topology/nodeColumns.ts';
import { tenantNodes } from '../topology/tree.ts';
import { unfold } from '../topology/unfold.ts';

/** Grafana's node graph shows so many unless told otherwise. */
const MOST_NODES = 200;

/**
 * The estate as Grafana's node graph takes it: a frame of nodes and one of edges.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/#data-api
 */
const nodes = defineQuery<NodeRows>({
  *select(query, scope, context) {
    const rows = yield* selectResources(context, scope, query.filters, 'all');
    const limit = Number.isFinite(query.limit) && query.limit !== DEFAULT_LIMIT ? query.limit : MOST_NODES;
    const { nodes: shown, folded } = unfold(yield* tenantNodes(rows, scope.tenants), limit);
    const notices: Notice[] =
      folded > 0
        ? [
            {
              severity: 'info',
              text: `${folded} parts in trouble have no node of their own; narrow the scope or raise the limit.`,
            },
          ]
        : [];
    return { reading: context, length: shown.length, nodes: shown, notices: [...rows.notices, ...notices] };
  },
  columns: nodeColumns,
  order: [],
  section: 'resourceHealth',
  alerting: { labels: ['id', 'title', 'subtitle'], value: 'healthValue' },
  notices: (source) => source.notices,
});

export const handler: QueryHandler = {
  ...nodes,
  async run(query, context) {
    // The number asked for is that of nodes, which the selection has seen to.
    const table = (await nodes.run(query, context)) as Table;
    return query.format === 'alerting' ? table : [{ ...table, name: 'nodes', meta: graph(table) }, edgesOf(table)];
  },
};

function graph(table: Table): Table['meta'] {
  return { notices: table.meta?.notices, preferredVisualisationType: 'nodeGraph' };
}
