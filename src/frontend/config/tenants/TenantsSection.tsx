import { ConfirmModal } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import type { TenantOptions } from '../../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { ConfigSection } from '../ConfigSection.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { PasteTenants } from './PasteTenants.tsx';
import { changeTenants, findTenants, mergeTenants, repeatedTenants, withEnabled } from './tenantList.ts';
import { PAGE_ROWS, TenantTable } from './TenantTable.tsx';
import { TenantToolbar } from './TenantToolbar.tsx';
import { useChecks } from './useChecks.ts';

const NONE: ReadonlySet<number> = new Set();

/** Tenants that are written in by hand. */
export function TenantsSection({ settings }: { settings: SettingsAccess }) {
  const { tenants, readOnly, patch } = settings;
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [selected, setSelected] = useState(NONE);
  const [open, setOpen] = useState(NONE);
  const [pasting, setPasting] = useState(false);
  const [removing, setRemoving] = useState<ReadonlySet<number>>();
  const checks = useChecks(settings.uid);
  const found = useMemo(() => findTenants(tenants, search), [tenants, search]);
  const repeated = useMemo(() => repeatedTenants(tenants), [tenants]);

  const change = (places: ReadonlySet<number>, how: (tenant: TenantOptions) => TenantOptions) =>
    patch({ tenants: changeTenants(tenants, places, how) });
  const add = () => {
    setSearch('');
    setPage(Math.ceil((tenants.length + 1) / PAGE_ROWS));
    setOpen(new Set([...open, tenants.length]));
    patch({ tenants: [...tenants, { tenantId: '' }] });
  };
  const remove = (places: ReadonlySet<number>) => {
    setRemoving(undefined);
    // Rows are known by their place, and places shift.
    setSelected(NONE);
    setOpen(NONE);
    patch({ tenants: tenants.filter((_, index) => !places.has(index)) });
  };

  return (
    <ConfigSection
      title={SETTINGS_LABELS.tenants}
      aside={tenants.length > 0 ? tenants.length : undefined}
      description="Tenants outside Partner Center, in addition to those found there. A row for a tenant that is also found there changes its credential, its subscriptions and its tags."
    >
      <TenantToolbar
        settings={settings}
        search={search}
        selected={selected.size}
        onSearch={(text) => {
          setSearch(text);
          setPage(1);
        }}
        onAdd={add}
        onPaste={() => setPasting(true)}
        onEnable={(enabled) => change(selected, (tenant) => withEnabled(tenant, enabled))}
        onRemove={() => setRemoving(selected)}
      />
      {tenants.length > 0 && (
        <TenantTable
          found={found}
          total={tenants.length}
          page={page}
          readOnly={readOnly}
          selected={selected}
          onPage={setPage}
          onSelectAll={(all) => setSelected(all ? new Set(found) : NONE)}
          row={(index) => ({
            tenant: tenants[index] as TenantOptions,
            settings,
            checks,
            repeated: repeated.has(index),
            selected: selected.has(index),
            open: open.has(index),
            onSelect: (on) => setSelected(toggled(selected, index, on)),
            onOpen: (on) => setOpen(toggled(open, index, on)),
            onChange: (next) => change(new Set([index]), () => next),
            onRemove: () => remove(new Set([index])),
          })}
        />
      )}
      {pasting && (
        <PasteTenants
          settings={settings}
          onAdd={(added) => patch({ tenants: mergeTenants(tenants, added) })}
          onDismiss={() => setPasting(false)}
        />
      )}
      {removing && (
        <ConfirmModal
          isOpen
          title="Remove tenants"
          body={`${removing.size} rows are removed with the next save.`}
          confirmText="Remove"
          onConfirm={() => remove(removing)}
          onDismiss={() => setRemoving(undefined)}
        />
      )}
    </ConfigSection>
  );
}

function toggled(places: ReadonlySet<number>, index: number, on: boolean): ReadonlySet<number> {
  return new Set(on ? [...places, index] : [...places].filter((place) => place !== index));
}
