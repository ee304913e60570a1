/** Columns of the file, in this order where it has no header. */
export const COLUMNS = ['tenant', 'name', 'credential', 'enabled', 'tags', 'include', 'exclude'] as const;
export type Column = (typeof COLUMNS)[number];

/** One row of a file by its columns. */
export type Cells = Partial<Record<Column, string>>;

/** Names that a header may have for a column; the table's own labels too. */
const NAMES: Record<string, Column> = {
  tenantid: 'tenant',
  'tenant id': 'tenant',
  'tenant id or domain': 'tenant',
  domain: 'tenant',
  watch: 'enabled',
  'only these subscriptions': 'include',
  includesubscriptions: 'include',
  'without these': 'exclude',
  excludesubscriptions: 'exclude',
};

/** The columns that a header names, undefined for those it names otherwise; or undefined where there is no header. */
export function readHeader(cells: readonly string[]): Array<Column | undefined> | undefined {
  const columns = cells.map((cell) => {
    const name = cell.toLowerCase();
    return COLUMNS.find((column) => column === name) ?? NAMES[name];
  });
  return columns.includes('tenant') ? columns : undefined;
}
