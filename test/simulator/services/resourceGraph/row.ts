import type { Row } from './evaluate.ts';

/** Columns that most tables share, before a row fills them in. */
export const EMPTY: Row = {
  kind: '',
  managedBy: '',
  sku: null,
  plan: null,
  properties: {},
  tags: null,
  identity: null,
  zones: null,
  extendedLocation: null,
};
