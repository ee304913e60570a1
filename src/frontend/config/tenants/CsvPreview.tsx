import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { TenantOptions } from '../../../shared/settings.ts';
import type { TenantCsv } from './tenantCsv.ts';
import { tagTexts } from './tenantList.ts';

const SHOWN = 5;
const PROBLEMS_SHOWN = 50;

/** What was understood of the text, and what was not. */
export function CsvPreview({ parsed, replace }: { parsed: TenantCsv; replace: boolean }) {
  const styles = useStyles2(getStyles);
  const { tenants, existing, problems } = parsed;
  const rows = tenants.slice(0, SHOWN);
  const sentences = [
    ...(replace ? [] : existing).map(({ line, tenant }) => ({
      line,
      sentence: `Line ${line} repeats ${tenant.tenantId}, which the table already has.`,
    })),
    ...problems,
  ].sort((one, other) => one.line - other.line);
  return (
    <div className={styles.preview} aria-live="polite">
      {rows.length > 0 && (
        <table className={styles.table} aria-label="Preview">
          <thead>
            <tr>
              {['Tenant', 'Name', 'Credential', 'Watch', 'Tags', 'Only', 'Without'].map((title) => (
                <th key={title}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((tenant) => (
              <PreviewRow key={tenant.tenantId} {...tenant} />
            ))}
          </tbody>
        </table>
      )}
      {tenants.length > SHOWN && <p className={styles.more}>and {tenants.length - SHOWN} more</p>}
      {sentences.length > 0 && (
        <Alert severity="warning" title={`${sentences.length} lines stay in the text`}>
          <ul className={styles.list}>
            {sentences.slice(0, PROBLEMS_SHOWN).map(({ line, sentence }) => (
              <li key={line}>{sentence}</li>
            ))}
          </ul>
          {sentences.length > PROBLEMS_SHOWN && `and ${sentences.length - PROBLEMS_SHOWN} more`}
        </Alert>
      )}
    </div>
  );
}

function PreviewRow(tenant: TenantOptions) {
  return (
    <tr>
      <td>{tenant.tenantId}</td>
      <td>{tenant.name}</td>
      <td>{tenant.credential ?? 'default'}</td>
      <td>{tenant.enabled === false ? 'off' : 'on'}</td>
      <td>{tagTexts(tenant.tags).join(', ')}</td>
      <td>{tenant.includeSubscriptions?.length ?? ''}</td>
      <td>{tenant.excludeSubscriptions?.length ?? ''}</td>
    </tr>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    preview: css({ maxHeight: 320, overflow: 'auto', marginBottom: theme.spacing(2) }),
    table: css({
      width: '100%',
      fontSize: theme.typography.bodySmall.fontSize,
      '& th, & td': {
        padding: theme.spacing(0.5, 1, 0.5, 0),
        textAlign: 'left',
        verticalAlign: 'top',
        overflowWrap: 'anywhere',
      },
    }),
    more: css({ color: theme.colors.text.secondary }),
    list: css({ paddingLeft: theme.spacing(2), margin: 0 }),
  };
}
