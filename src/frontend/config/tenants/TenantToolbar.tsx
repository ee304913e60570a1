import { Button, FilterInput, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { SettingsAccess } from '../settingsAccess.ts';
import { getTableStyles } from './tableStyles.ts';
import { exportTenants } from './tenantCsv.ts';

interface TenantToolbarProps {
  settings: SettingsAccess;
  search: string;
  /** How many rows are. */
  selected: number;
  onSearch(text: string): void;
  onAdd(): void;
  onPaste(): void;
  onEnable(enabled: boolean): void;
  onRemove(): void;
}

/** What can be done with the table, and with the rows that are selected. */
export function TenantToolbar(props: TenantToolbarProps) {
  const { settings, search, selected, onSearch, onAdd, onPaste } = props;
  const styles = useStyles2(getTableStyles);
  const some = settings.tenants.length > 0;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Tenants">
      {some && (
        <div className={styles.search}>
          <FilterInput
            aria-label="Search tenants"
            placeholder="Search by name, id, credential or tag"
            value={search}
            onChange={onSearch}
          />
        </div>
      )}
      {selected > 0 && <Selected {...props} />}
      <div className={styles.buttons}>
        {some && (
          <Button
            type="button"
            variant="secondary"
            fill="text"
            icon="download-alt"
            onClick={() => download('tenants.csv', exportTenants(settings.tenants))}
          >
            Export CSV
          </Button>
        )}
        {!settings.readOnly && (
          <>
            <Button type="button" variant="secondary" icon="upload" onClick={onPaste}>
              Paste CSV
            </Button>
            <Button type="button" variant="secondary" icon="plus" onClick={onAdd}>
              Add tenant
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Selected({ selected, onEnable, onRemove }: TenantToolbarProps) {
  return (
    <>
      <span role="status">{selected} selected</span>
      <Button type="button" variant="secondary" size="sm" onClick={() => onEnable(true)}>
        Watch
      </Button>
      <Button type="button" variant="secondary" size="sm" onClick={() => onEnable(false)}>
        Don’t watch
      </Button>
      <Button type="button" variant="destructive" fill="outline" size="sm" icon="trash-alt" onClick={onRemove}>
        Remove selected
      </Button>
    </>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
