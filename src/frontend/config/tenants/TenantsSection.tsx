import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { TenantOptions } from '../../shared/settings.ts';
import { ConfigSection } from './ConfigSection.tsx';
import type { SettingsAccess } from './settingsAccess.ts';
import { TenantRow } from './TenantRow.tsx';

/** Tenants that Partner Center doesn't know, one row each. */
export function TenantsSection({ settings }: { settings: SettingsAccess }) {
  const styles = useStyles2(getStyles);
  const { json, readOnly, patch } = settings;
  const tenants = json.tenants ?? [];
  const change = (index: number, tenant: TenantOptions) =>
    patch({ tenants: tenants.map((old, at) => (at === index ? tenant : old)) });
  return (
    <ConfigSection
      title="Tenants"
      description="Tenants outside Partner Center, in addition to those found there. A row for a tenant that is also found overrides its credential and its subscriptions."
    >
      {tenants.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th style={{ width: '32%' }}>Tenant id or domain</th>
              <th style={{ width: '24%' }}>Name</th>
              <th style={{ width: '26%' }}>Credential</th>
              <th style={{ width: '8%' }}>Watch</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {tenants.map((tenant, index) => (
              <TenantRow
                key={index}
                tenant={tenant}
                json={json}
                readOnly={readOnly}
                duplicate={tenants.some(
                  (other, at) =>
                    at < index &&
                    other.tenantId !== '' &&
                    other.tenantId.toLowerCase() === tenant.tenantId.toLowerCase(),
                )}
                onChange={(next) => change(index, next)}
                onRemove={() => patch({ tenants: tenants.filter((_, at) => at !== index) })}
              />
            ))}
          </tbody>
        </table>
      )}
      {!readOnly && (
        <Button
          type="button"
          variant="secondary"
          icon="plus"
          onClick={() => patch({ tenants: [...tenants, { tenantId: '' }] })}
        >
          Add tenant
        </Button>
      )}
    </ConfigSection>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    table: css({
      width: '100%',
      maxWidth: 1000,
      marginBottom: theme.spacing(2),
      tableLayout: 'fixed',
      '& th': {
        padding: theme.spacing(0.5, 1, 0.5, 0),
        fontSize: theme.typography.bodySmall.fontSize,
        fontWeight: theme.typography.fontWeightMedium,
        textAlign: 'left',
      },
      '& td': { padding: theme.spacing(0.5, 1, 0.5, 0), verticalAlign: 'top' },
    }),
  };
}
