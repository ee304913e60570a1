import { HEALTH_COLORS, HEALTH_STATES } from '../../../shared/health.ts';
import type { Notice } from '../../common/table.ts';
import { freshnessOfTenant, freshnessOfView, NO_FRESHNESS } from '../absence/freshness.ts';
import { type ColumnSpec, number, type Rows, text } from '../columns/columns.ts';
import { freshnessColumns, portalColumn } from '../columns/place.ts';
import { portalTenantUrl, portalUrl } from '../columns/portal.ts';
import { stateName } from '../columns/states.ts';
import { type Node, sizeOf, troubled, worstIn } from './node.ts';

/** Nodes as the rows of a query. */
export interface NodeRows extends Rows {
  readonly nodes: readonly Node[];
  readonly notices: Notice[];
}

const NO_HEALTH_COLOR = '#464c54';
/** Where Azure's own word says little to people. */
const IN_WORDS: Record<string, string> = { UserInitiated: 'Stopped by customer', NoHealth: 'No health' };

/**
 * A frame of nodes as Grafana's node graph takes it.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/#data-api
 */
export const nodeColumns: readonly ColumnSpec<NodeRows>[] = [
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
];

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
    displayName: IN_WORDS[state] ?? state,
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
