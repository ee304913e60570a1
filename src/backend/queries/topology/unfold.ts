import { foldedNode, type Node, type NodeKind, sum, troubled, worstIn } from './node.ts';

/** What several nodes of a kind are called. */
const NAMES: Record<NodeKind, string> = {
  tenant: 'tenant',
  subscription: 'subscription',
  resourceGroup: 'resource group',
  resource: 'resource',
  folded: 'part',
};

/**
 * The nodes to show, at most `most`: first all tenants, then the way down to the worst trouble, level by level, for as
 * long as there is room. What is fine, and what has no room, is folded into one node beside its siblings.
 */
export function unfold(tenants: readonly Node[], most: number): { nodes: Node[]; folded: number } {
  const roots = fit(tenants, Math.max(1, most), null);
  const nodes = [...roots.shown];
  let folded = roots.left;
  let open = nodes.filter((node) => troubled(node) > 0);
  while (open.length > 0) {
    open.sort(worstFirst);
    const next: Node[] = [];
    for (const node of open) {
      const children = node.children();
      const trouble = children.filter((child) => child.kind !== 'folded' && troubled(child) > 0).sort(worstFirst);
      const fine = children.filter((child) => !trouble.includes(child));
      const room = most - nodes.length;
      const rest =
        fine.length > 0
          ? [fine.length === 1 && fine[0]?.kind === 'folded' ? fine[0] : together(node, fine, 'not in trouble')]
          : [];
      if (room < 1 + Math.min(1, rest.length)) {
        folded += trouble.length;
        continue;
      }
      const { shown, left } = fit(trouble, room - rest.length, node);
      nodes.push(...shown, ...rest);
      folded += left;
      next.push(...shown.filter((child) => child.kind !== 'resource' && child.kind !== 'folded'));
    }
    open = next;
  }
  return { nodes, folded };
}

/** As many as there is room for, the worst of them; the others as one. */
function fit(nodes: readonly Node[], room: number, parent: Node | null): { shown: Node[]; left: number } {
  if (nodes.length <= room) {
    return { shown: [...nodes], left: 0 };
  }
  const order = [...nodes].sort(worstFirst);
  const rest = order.slice(Math.max(0, room - 1));
  const more = { ...together(parent, rest, 'no room to show') };
  return { shown: [...order.slice(0, Math.max(0, room - 1)), more], left: rest.length };
}

function together(parent: Node | null, nodes: readonly Node[], why: string): Node {
  const what = NAMES[nodes.find(({ kind }) => kind !== 'folded')?.kind ?? 'folded'];
  const { id = null, tenant = null, view = null } = parent ?? {};
  return foldedNode(
    { counts: sum(nodes.map(({ counts }) => counts)), parent: id, tenant, view },
    nodes.length,
    what,
    why,
  );
}

function worstFirst(a: Node, b: Node): number {
  return (
    (worstIn(b.counts) ?? -1) - (worstIn(a.counts) ?? -1) || troubled(b) - troubled(a) || (a.title < b.title ? -1 : 1)
  );
}
