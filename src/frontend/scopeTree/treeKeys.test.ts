import type { TreeNode } from '../../shared/tree.ts';
import type { Row } from './tree.ts';
import { treeAction } from './treeKeys.ts';

const node = (id: string, hasChildren: boolean): TreeNode => ({
  kind: 'tenant',
  id,
  name: id,
  path: [],
  hasChildren,
  healthValue: null,
});
const row = (id: string, depth: number, open = false, hasChildren = true): Row => ({
  type: 'node',
  key: id,
  node: node(id, hasChildren),
  depth,
  open,
  position: 1,
  siblings: 1,
});
const ROWS: Row[] = [row('a', 0, true), row('b', 1, true), row('c', 2, false, false), row('d', 0)];

it.each([
  ['ArrowDown', 0, { go: 1 }],
  ['ArrowDown', 3, { go: 3 }],
  ['ArrowUp', 0, { go: 0 }],
  ['End', 0, { go: 3 }],
  ['Home', 2, { go: 0 }],
  ['PageDown', 1, { go: 3 }],
  ['ArrowRight', 0, { go: 1 }],
  ['ArrowRight', 3, 'toggle'],
  ['ArrowRight', 2, undefined],
  ['ArrowLeft', 1, 'toggle'],
  ['ArrowLeft', 2, { go: 1 }],
  ['ArrowLeft', 3, { go: 3 }],
  ['Enter', 2, 'select'],
  [' ', 2, 'select'],
  ['x', 2, undefined],
])('%s on line %d', (key, active, action) => {
  expect(treeAction(key, ROWS, active)).toEqual(action);
});
