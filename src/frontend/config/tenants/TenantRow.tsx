import { Button, Checkbox, IconButton, Spinner, Switch, Tag, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { TenantOptions } from '../../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { CredentialPick } from '../credentials/CredentialField.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { TenantDetails } from './TenantDetails.tsx';
import { CheckRow } from './CheckRow.tsx';
import { tagTexts, withEnabled } from './tenantList.ts';
import { rowProblem } from './rowProblem.ts';
import { getTableStyles } from './tableStyles.ts';
import type { Checks } from './useChecks.ts';

export interface TenantRowProps {
  tenant: TenantOptions;
  settings: SettingsAccess;
  checks: Checks;
  /** An earlier row names the same tenant. */
  repeated: boolean;
  selected: boolean;
  open: boolean;
  onSelect(selected: boolean): void;
  onOpen(open: boolean): void;
  onChange(tenant: TenantOptions): void;
  onRemove(): void;
}

/** One tenant, with its details to open below it. */
export function TenantRow(props: TenantRowProps) {
  const { tenant, settings, checks, repeated, selected, open, onSelect, onOpen, onChange, onRemove } = props;
  const styles = useStyles2(getTableStyles);
  const { readOnly } = settings;
  const name = tenant.name || tenant.tenantId || 'new tenant';
  const unsaved = settings.unsaved(tenant.credential);
  const check = checks.of(tenant);
  const problem = rowProblem(tenant, repeated);
  return (
    <>
      <tr className={tenant.enabled === false ? styles.off : undefined}>
        {!readOnly && (
          <td>
            <Checkbox
              aria-label={`Select ${name}`}
              value={selected}
              onChange={(event) => onSelect(event.currentTarget.checked)}
            />
          </td>
        )}
        <td className={styles.tenant}>
          <div>
            {tenant.name || (
              <span className={styles.muted}>{tenant.tenantId ? 'Named as in Azure' : 'New tenant'}</span>
            )}
          </div>
          <div className={styles.id}>{tenant.tenantId}</div>
          {problem && !open && (
            <div role="alert" className={styles.error}>
              {problem}
            </div>
          )}
        </td>
        <td>
          <CredentialPick
            settings={settings}
            value={tenant.credential}
            label={`${SETTINGS_LABELS.tenant.credential} of ${name}`}
            onChange={(credential) => onChange({ ...tenant, credential })}
          />
        </td>
        <td>
          <div className={styles.middle}>
            <Switch
              aria-label={`${SETTINGS_LABELS.tenant.enabled} ${name}`}
              value={tenant.enabled !== false}
              disabled={readOnly}
              onChange={(event) => onChange(withEnabled(tenant, event.currentTarget.checked))}
            />
          </div>
        </td>
        <td>
          <div className={styles.tags}>
            {tagTexts(tenant.tags).map((tag) => (
              <Tag key={tag} name={tag} />
            ))}
            <Limits tenant={tenant} />
          </div>
        </td>
        <td>
          <div className={styles.actions}>
            {check === 'running' ? (
              <Spinner />
            ) : (
              <Button
                type="button"
                variant="secondary"
                fill="text"
                size="sm"
                tooltip={unsaved}
                aria-label={`Check ${name}`}
                disabled={unsaved !== undefined || problem !== undefined}
                onClick={() => checks.run(tenant)}
              >
                Check
              </Button>
            )}
            <IconButton
              name={open ? 'angle-up' : 'pen'}
              tooltip={open ? 'Close' : readOnly ? `Details of ${name}` : `Edit ${name}`}
              aria-label={`${open ? 'Close' : readOnly ? 'Details of' : 'Edit'} ${name}`}
              aria-expanded={open}
              onClick={() => onOpen(!open)}
            />
            {!readOnly && (
              <IconButton
                name="trash-alt"
                tooltip={`Remove ${name}`}
                aria-label={`Remove ${name}`}
                onClick={onRemove}
              />
            )}
          </div>
        </td>
      </tr>
      {check !== undefined && check !== 'running' && <CheckRow name={name} check={check} />}
      {open && (
        <tr className={styles.below}>
          <td colSpan={6}>
            <TenantDetails tenant={tenant} settings={settings} repeated={repeated} onChange={onChange} />
          </td>
        </tr>
      )}
    </>
  );
}

function Limits({ tenant }: { tenant: TenantOptions }) {
  const styles = useStyles2(getTableStyles);
  const only = tenant.includeSubscriptions?.length ?? 0;
  const without = tenant.excludeSubscriptions?.length ?? 0;
  const texts = [only > 0 && `only ${only}`, without > 0 && `without ${without}`].filter(Boolean);
  return texts.length > 0 ? <span className={styles.muted}>{texts.join(', ')} of its subscriptions</span> : null;
}
