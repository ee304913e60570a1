import type { TreeNode } from '../../shared/tree.ts';
import { applySelection, canSelect, isSelected, selectionOf, toggleSelected } from './selection.ts';

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
    expect(selectionOf(filters)).toEqual({ kind: 'subscription', ids: ['s1'] });
    expect(selectionOf({ customer: ['$customer'] })).toEqual({ ids: [] });
  });
});

describe('ticking', () => {
  const one = toggleSelected({ ids: [] }, node('subscription', 'ABC'));

  it('should stay on one level, among those that the query type filters by', () => {
    expect(canSelect(one, node('subscription', 'def'), ['subscription', 'resource'])).toBe(true);
    expect(canSelect(one, node('resource', 'r'), ['subscription', 'resource'])).toBe(false);
    expect(canSelect({ ids: [] }, node('resource', 'r'), ['subscription'])).toBe(false);
  });

  it('should compare ids as Azure does', () => {
    expect(isSelected(one, node('subscription', 'abc'))).toBe(true);
    expect(toggleSelected(one, node('subscription', 'abc'))).toEqual({ ids: [] });
  });
});

describe('applySelection', () => {
  it('should replace all levels and keep the other filters', () => {
    const filters = { customer: ['$customer'], resourceGroup: ['g'], tag: ['env'], state: ['Degraded'] };
    expect(applySelection(filters, { kind: 'tenant', ids: ['t'] })).toEqual({
      tag: ['env'],
      state: ['Degraded'],
      tenant: ['t'],
    });
    expect(applySelection(filters, { ids: [] })).toEqual({ tag: ['env'], state: ['Degraded'] });
  });
});
