import type { TreeNode, TreePage } from '../../shared/tree.ts';
import { addPage, EMPTY_TREE, failLoading, keyOf, needsLoading, ROOT, rows, startLoading, toggle } from './tree.ts';

function node(kind: TreeNode['kind'], id: string): TreeNode {
  return { kind, id, name: id, path: [], hasChildren: true, healthValue: null };
}
function page(nodes: TreeNode[], next?: string): TreePage {
  return { nodes, total: nodes.length + (next ? 3 : 0), ...(next ? { next } : {}) };
}
const CONTOSO = node('customer', 'contoso');
const FABRIKAM = node('customer', 'fabrikam');
const loaded = addPage(EMPTY_TREE, ROOT, page([CONTOSO, FABRIKAM]));

describe('rows', () => {
  it('should show children below an open node only', () => {
    const tree = addPage(loaded, keyOf(CONTOSO), page([node('tenant', 't1')]));
    expect(rows(tree).map((row) => row.type === 'node' && row.node.id)).toEqual(['contoso', 'fabrikam']);
    const open = toggle(tree, keyOf(CONTOSO));
    expect(rows(open).map((row) => [row.type === 'node' && row.node.id, row.depth])).toEqual([
      ['contoso', 0],
      ['t1', 1],
      ['fabrikam', 0],
    ]);
    expect(rows(toggle(open, keyOf(CONTOSO)))).toHaveLength(2);
  });

  it('should end a branch with what is missing from it', () => {
    expect(rows(startLoading(EMPTY_TREE, ROOT))).toEqual([{ type: 'loading', parent: ROOT, depth: 0 }]);
    expect(rows(addPage(EMPTY_TREE, ROOT, page([])))).toEqual([{ type: 'empty', parent: ROOT, depth: 0 }]);
    expect(rows(addPage(EMPTY_TREE, ROOT, page([CONTOSO], 'c'))).at(-1)).toEqual({
      type: 'more',
      parent: ROOT,
      depth: 0,
      left: 3,
    });
  });
});

describe('pages', () => {
  it('should follow each other, a node that moved between pages shown once', () => {
    const first = addPage(EMPTY_TREE, ROOT, page([CONTOSO], 'c'));
    const second = addPage(startLoading(first, ROOT), ROOT, page([CONTOSO, FABRIKAM]));
    expect(second.branches.get(ROOT)?.nodes.map(({ id }) => id)).toEqual(['contoso', 'fabrikam']);
    expect(second.branches.get(ROOT)?.next).toBeUndefined();
  });

  it('should stay when a later one fails, and be asked for from there', () => {
    const failed = failLoading(startLoading(addPage(EMPTY_TREE, ROOT, page([CONTOSO], 'c')), ROOT), ROOT, 'Gone', 'c');
    expect(rows(failed).at(-1)).toEqual({ type: 'failed', parent: ROOT, depth: 0, error: 'Gone' });
    expect(failed.branches.get(ROOT)).toMatchObject({ nodes: [CONTOSO], next: 'c' });
    expect(needsLoading(failed, ROOT)).toBe(true);
  });

  it('should be asked for once', () => {
    expect(needsLoading(EMPTY_TREE, ROOT)).toBe(true);
    expect(needsLoading(startLoading(EMPTY_TREE, ROOT), ROOT)).toBe(false);
    expect(needsLoading(loaded, ROOT)).toBe(false);
  });
});
