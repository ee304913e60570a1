import { resourceGroupId, parseResourceId, resourceKey } from '../../../shared/resourceId.ts';
import { TREE_KINDS, type TreeKind, type TreePage } from '../../../shared/tree.ts';
import { badInput } from '../../common/errors.ts';
import { inSlices, type Steps } from '../../common/slices.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Reading } from '../context.ts';
import { firstInOrder } from '../columns/firstInOrder.ts';
import { readLimit } from './limits.ts';
import { customerNode, customerNodes, groupNode, type Node, subscriptionNode, tenantNode } from './treeNodes.ts';

const USUAL = 200;
const MOST = 1000;
/** A search looks at about this many nodes, outer levels first, and stops at about MOST matches, so that it can't hold up the wall. */
const SEARCHED = 50_000;

/**
 * One page of the scope tree: children of `parent`, or what `search` matches below it.
 * @throws CspError (400) for a parent, cursor or limit that can't be read
 */
export function listTree(
  query: URLSearchParams,
  { snapshot, signal }: Reading & { signal: AbortSignal },
): Promise<TreePage> {
  return inSlices(treePage(query, snapshot), signal);
}

function* treePage(query: URLSearchParams, snapshot: Snapshot): Steps<TreePage> {
  const limit = readLimit(query, USUAL, MOST);
  const after = query.get('after');
  const search = query.get('search')?.trim().toLowerCase() ?? '';
  const parent = readParent(query.get('parent') ?? '', snapshot);
  const nodes = search === '' ? parent.children() : yield* matches(parent, search);
  const cursor = after ? readCursor(after) : '';
  const left = nodes.map((node) => ({ node, key: keyOf(node) })).filter(({ key }) => key > cursor);
  const first = yield* firstInOrder(
    {
      count: left.length,
      at: (index) => left[index] as (typeof left)[number],
      compare: (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    },
    limit + 1,
  );
  const page = first.slice(0, limit);
  return {
    nodes: page.map(({ node }) => node.make()),
    ...(first.length > limit && { next: Buffer.from(page.at(-1)?.key ?? '').toString('base64url') }),
    total: nodes.length,
  };
}

/** Where to look; a parent that has gone has no children, because dashboards remember what Azure has forgotten. */
function readParent(parent: string, snapshot: Snapshot): { children: () => Node[] } {
  if (parent === '') {
    return { children: () => customerNodes(snapshot) };
  }
  const at = parent.indexOf(':');
  const kind = parent.slice(0, at) as TreeKind;
  const id = parent.slice(at + 1);
  if (at < 0 || !TREE_KINDS.includes(kind) || id === '') {
    throw badInput(`parent is '${parent}'; it is KIND:ID, where KIND is one of: ${TREE_KINDS.join(', ')}.`);
  }
  const node = find(kind, id, snapshot);
  return node ?? { children: () => [] };
}

function find(kind: TreeKind, id: string, snapshot: Snapshot): Node | undefined {
  const key = id.toLowerCase();
  switch (kind) {
    case 'customer': {
      const customer = snapshot.customers.get(key);
      return customer && customerNode(snapshot, customer);
    }
    case 'tenant': {
      const tenant = snapshot.tenants.get(key);
      return tenant && tenantNode(snapshot, tenant);
    }
    case 'subscription': {
      const view = snapshot.subscriptions.get(key);
      return view && subscriptionNode(snapshot, view);
    }
    case 'resourceGroup': {
      const view = snapshot.subscriptions.get(parseResourceId(id)?.subscriptionId.toLowerCase() ?? '');
      const index = view?.inventory?.groups.findIndex(
        (group) => resourceKey(resourceGroupId(view.subscription.subscriptionId, group.name)) === resourceKey(id),
      );
      return view && index !== undefined && index >= 0 ? groupNode(snapshot, view, index) : undefined;
    }
    case 'resource':
      return undefined;
  }
}

/** Walks the tree below the parent level by level: a customer's name is found before a thousand resources are looked at. */
function* matches(parent: { children: () => Node[] }, search: string): Steps<Node[]> {
  const found: Node[] = [];
  let budget = SEARCHED;
  let level: { children: () => Node[] }[] = [parent];
  while (level.length > 0) {
    const next: Node[] = [];
    for (const above of level) {
      if (budget <= 0 || found.length >= MOST) {
        return found;
      }
      const children = above.children();
      budget -= children.length;
      found.push(
        ...children.filter(({ name, id }) => name.toLowerCase().includes(search) || id.toLowerCase().includes(search)),
      );
      next.push(...children.filter(({ kind }) => kind !== 'resource'));
      yield;
    }
    level = next;
  }
  return found;
}

function keyOf(node: Node): string {
  return `${TREE_KINDS.indexOf(node.kind)}\0${node.name.toLowerCase()}\0${node.id}`;
}

function readCursor(after: string): string {
  const key = Buffer.from(after, 'base64url').toString();
  if (!key.includes('\0')) {
    throw badInput('after is not a cursor that an earlier page gave.');
  }
  return key;
}
