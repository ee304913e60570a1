import { Checkbox, Pagination, useStyles2 } from '@grafana/ui';
import React from 'react';
import { getTableStyles } from './tableStyles.ts';
import { TenantRow, type TenantRowProps } from './TenantRow.tsx';

/** So many rows are drawn at once. */
export const PAGE_ROWS = 25;

interface TenantTableProps {
  /** Places of the tenants that the search found. */
  found: readonly number[];
  total: number;
  page: number;
  readOnly: boolean;
  selected: ReadonlySet<number>;
  row(index: number): TenantRowProps;
  onPage(page: number): void;
  onSelectAll(selected: boolean): void;
}

/** A page of tenants; thousands would make every key stroke slow. */
export function TenantTable({ found, total, page, readOnly, selected, row, onPage, onSelectAll }: TenantTableProps) {
  const styles = useStyles2(getTableStyles);
  const pages = Math.max(1, Math.ceil(found.length / PAGE_ROWS));
  const shown = Math.min(page, pages);
  const first = (shown - 1) * PAGE_ROWS;
  const rows = found.slice(first, first + PAGE_ROWS);
  const chosen = found.filter((index) => selected.has(index)).length;
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {!readOnly && (
                <th style={{ width: 40 }}>
                  <Checkbox
                    aria-label="Select all that were found"
                    value={found.length > 0 && chosen === found.length}
                    indeterminate={chosen > 0 && chosen < found.length}
                    onChange={(event) => onSelectAll(event.currentTarget.checked)}
                  />
                </th>
              )}
              <th style={{ width: '34%' }}>Tenant</th>
              <th style={{ width: '24%' }}>Credential</th>
              <th style={{ width: 72 }}>Watch</th>
              <th>Tags and limits</th>
              <th style={{ width: 150, textAlign: 'right' }}>Actions</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((index) => (
              <TenantRow key={index} {...row(index)} />
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.foot}>
        <span role="status">
          {found.length === 0
            ? 'No tenant matches the search.'
            : `${first + 1} to ${first + rows.length} of ${found.length}${found.length < total ? ` found, ${total} in all` : ''}`}
        </span>
        <Pagination
          currentPage={shown}
          numberOfPages={pages}
          onNavigate={onPage}
          hideWhenSinglePage
          showSmallVersion={false}
        />
      </div>
    </>
  );
}
