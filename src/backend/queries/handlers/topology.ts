import { HEALTH_COLORS, HEALTH_STATES } from '../../../shared/health.ts';
import { DEFAULT_LIMIT } from '../../../shared/query.ts';
import type { Notice, Table } from '../../common/table.ts';
import { type ColumnSpec, number, type Rows, text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { freshnessOfTenant, freshnessOfView, NO_FRESHNESS } from '../absence/freshness.ts';
import type { QueryHandler } from '../handler.ts';
import { freshnessColumns, portalColumn } from '../columns/place.ts';
import { portalTenantUrl, portalUrl } from '../columns/portal.ts';
import { selectResources } from '../resources/resources.ts';
import { stateName } from '../columns/states.ts';
import { type Node, sizeOf, troubled, worstIn } from '../topology/node.ts';
import { tenantNodes } from '../topology/tree.ts';
import { unfold } from '../topology/unfold.ts';

interface NodeRows extends Rows {
  readonly nodes: readonly Node[];
  readonly notices: Notice[];
}

/** Grafana's node graph shows so many unless told otherwise. */
const MOST_NODES = 200;
const NO_HEALTH_COLOR = '#464c54';

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
  columns: [
    text('id', 'Identity of the node', (source, row) => at(source, row).id, { required: true }),
    text('title', 'Name of the thing', (source, row) => at(source, row).title),
    text('subtitle', 'Kind of thing, or the resource type', (source, row) => at(source, row).subtitle),
    text('mainstat', 'Worst state in it', (source, row) => stateName(worstIn(at(source, row).counts)) ?? 'No data', {
      displayName: 'Worst state',
    }),
    text('secondarystat', 'How many resources are in trouble, of how many', (source, row) => statOf(at(source, row)), {
      displayName: 'In trouble',
    }),
    text('parent', 'Node above it; null for a tenant', (source, row) => at(source, row).parent),
    ...HEALTH_STATES.map((state, value) => arc(state, value, HEALTH_COLORS[value] as string)),
    arc('NoHealth', HEALTH_STATES.length, NO_HEALTH_COLOR),
    number('healthValue', 'Worst state in it as a number, 0 Available to 4 Unavailable', (source, row) =>
      worstIn(at(source, row).counts),
    ),
    text('detail__customer', 'Name of the customer', (source, row) => customerOf(source, at(source, row)), {
      displayNameFromDS: 'Customer',
    }),
    text(
      'detail__subscription',
      'Name of the subscription',
      (source, row) => at(source, row).view?.subscription.name ?? null,
      { displayNameFromDS: 'Subscription' },
    ),
    number('detail__resources', 'Resources in it', (source, row) => sizeOf(at(source, row)), {
      displayNameFromDS: 'Resources',
    }),
    number('detail__trouble', 'Degraded or unavailable resources in it', (source, row) => troubled(at(source, row)), {
      displayNameFromDS: 'In trouble',
    }),
    ...freshnessColumns<NodeRows>((source, row) => {
      const { view, tenant } = at(source, row);
      const { snapshot } = source.reading;
      return view
        ? freshnessOfView(snapshot, 'resourceHealth', view)
        : tenant
          ? freshnessOfTenant(snapshot, 'resourceHealth', tenant)
          : NO_FRESHNESS;
    }),
    portalColumn<NodeRows>((source, row) => pageOf(source, at(source, row))),
  ],
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

/** One edge a node, from the one above it. */
function edgesOf(table: Table): Table {
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

function graph(table: Table): Table['meta'] {
  return { notices: table.meta?.notices, preferredVisualisationType: 'nodeGraph' };
}

/** A share of the node's ring. */
function arc(state: string, value: number, color: string): ColumnSpec<NodeRows> {
  const name = `arc__${state.charAt(0).toLowerCase()}${state.slice(1)}`;
  const share = (source: NodeRows, row: number) => {
    const node = at(source, row);
    const size = sizeOf(node);
    return size === 0 ? (value === HEALTH_STATES.length ? 1 : 0) : (node.counts[value] ?? 0) / size;
  };
  return number(name, `Share of the resources in it: ${state}`, share, {
    color: { mode: 'fixed', fixedColor: color },
    // The node graph's legend knows no name of the data source's.
    displayName: state,
  });
}

function at(source: NodeRows, row: number): Node {
  return source.nodes[row] as Node;
}

function statOf(node: Node): string {
  return `${troubled(node)} of ${sizeOf(node)}`;
}

function customerOf({ reading }: NodeRows, { tenant }: Node): string | null {
  return tenant && (reading.snapshot.customers.get(tenant.customerId)?.name ?? tenant.name);
}

function pageOf({ reading }: NodeRows, { tenant, armId }: Node): string | null {
  if (!tenant) {
    return null;
  }
  return armId === null
    ? portalTenantUrl(reading.portal, tenant.tenantId)
    : portalUrl(reading.portal, tenant.tenantId, armId);
}
