import type { TreeNode } from '../../shared/tree.ts';
import {
  applySelection,
  canSelect,
  isSelected,
  NOTHING,
  selectionOf,
  toggleSelected,
  toggleVariable,
} from './selection.ts';

function node(kind: TreeNode['kind'], id: string): TreeNode {
  return { kind, id, name: id, path: [], hasChildren: false, healthValue: null };
}

describe('selectionOf', () => {
  it('should start from the deepest level that names something itself', () => {
    const filters = {
      customer: ['c'],
      subscription: ['s1', '$subscription'],
      resource: ['$resource', 'All'],
      location: ['x'],
    };
    expect(selectionOf(filters)).toEqual({
      kind: 'subscription',
      ids: ['s1'],
      variables: { subscription: ['$subscription'], resource: ['$resource'] },
    });
    expect(selectionOf({ customer: ['$customer'] })).toEqual({ ids: [], variables: { customer: ['$customer'] } });
  });
});

describe('ticking', () => {
  const one = toggleSelected(NOTHING, node('subscription', 'ABC'));

  it('should stay on one level, among those that the query type filters by', () => {
    expect(canSelect(one, node('subscription', 'def'), ['subscription', 'resource'])).toBe(true);
    expect(canSelect(one, node('resource', 'r'), ['subscription', 'resource'])).toBe(false);
    expect(canSelect(NOTHING, node('resource', 'r'), ['subscription'])).toBe(false);
  });

  it('should compare ids as Azure does', () => {
    expect(isSelected(one, node('subscription', 'abc'))).toBe(true);
    expect(toggleSelected(one, node('subscription', 'abc'))).toEqual(NOTHING);
  });
});

describe('what filters hold by name', () => {
  it('should be ticked, and go when it is unticked', () => {
    const byName = { kind: 'customer' as const, ids: ['Contoso'], variables: {} };
    const contoso = { ...node('customer', 'id-1'), name: 'contoso' };
    expect(isSelected(byName, contoso)).toBe(true);
    expect(toggleSelected(byName, contoso)).toEqual(NOTHING);
  });
});

describe('variables', () => {
  it('should stand beside nodes, on any level', () => {
    const chosen = toggleVariable(toggleSelected(NOTHING, node('subscription', 's')), 'customer', '$customer');
    expect(applySelection({}, chosen)).toEqual({ customer: ['$customer'], subscription: ['s'] });
    expect(applySelection({}, toggleVariable(chosen, 'customer', '$customer'))).toEqual({ subscription: ['s'] });
    expect(applySelection({}, toggleVariable(chosen, 'subscription', '$s'))).toMatchObject({
      subscription: ['$s', 's'],
    });
  });
});

describe('applySelection', () => {
  it('should replace all levels and keep the other filters', () => {
    const filters = { customer: ['$customer'], resourceGroup: ['g'], tag: ['env'], state: ['Degraded'] };
    expect(applySelection(filters, { kind: 'tenant', ids: ['t'], variables: {} })).toEqual({
      tag: ['env'],
      state: ['Degraded'],
      tenant: ['t'],
    });
    expect(applySelection(filters, NOTHING)).toEqual({ tag: ['env'], state: ['Degraded'] });
  });
});
