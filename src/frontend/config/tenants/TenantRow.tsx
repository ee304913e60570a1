import { css } from '@emotion/css';
import { IconButton, InlineField, Input, Switch, TagsInput, useTheme2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { AzureCspOptions, TenantOptions } from '../../shared/settings.ts';
import { CredentialPick } from './CredentialSelect.tsx';
import { guidProblem, tenantProblem } from './validate.ts';

interface TenantRowProps {
  tenant: TenantOptions;
  json: AzureCspOptions;
  readOnly: boolean;
  /** An earlier row names the same tenant. */
  duplicate: boolean;
  onChange(tenant: TenantOptions): void;
  onRemove(): void;
}

/** One tenant, with its subscriptions to open below it. */
export function TenantRow({ tenant, json, readOnly, duplicate, onChange, onRemove }: TenantRowProps) {
  const theme = useTheme2();
  const limited = (tenant.includeSubscriptions?.length ?? 0) + (tenant.excludeSubscriptions?.length ?? 0) > 0;
  const [open, setOpen] = useState(limited);
  const [left, setLeft] = useState(tenant.tenantId !== '');
  const error = !left
    ? undefined
    : (tenantProblem(tenant.tenantId) ?? (duplicate ? 'Another row names this tenant' : undefined));
  const name = tenant.name || tenant.tenantId || 'new tenant';
  const middle = css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), height: 32 });
  return (
    <>
      <tr>
        <td>
          <Input
            aria-label="Tenant id or domain"
            value={tenant.tenantId}
            invalid={error !== undefined}
            disabled={readOnly}
            placeholder="contoso.onmicrosoft.com"
            onChange={(event) => onChange({ ...tenant, tenantId: event.currentTarget.value.trim() })}
            onBlur={() => setLeft(true)}
          />
          {error && (
            <div
              role="alert"
              className={css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize })}
            >
              {error}
            </div>
          )}
        </td>
        <td>
          <Input
            aria-label="Name"
            value={tenant.name ?? ''}
            disabled={readOnly}
            placeholder="As in Azure"
            onChange={(event) => onChange({ ...tenant, name: event.currentTarget.value || undefined })}
          />
        </td>
        <td>
          <CredentialPick
            json={json}
            value={tenant.credential}
            label="Credential"
            fill
            disabled={readOnly}
            onChange={(credential) => onChange({ ...tenant, credential })}
          />
        </td>
        <td>
          <div className={middle}>
            <Switch
              aria-label={`Watch ${name}`}
              value={tenant.enabled !== false}
              disabled={readOnly}
              onChange={(event) => onChange({ ...tenant, enabled: event.currentTarget.checked ? undefined : false })}
            />
          </div>
        </td>
        <td>
          <div className={middle}>
            <IconButton
              name="filter"
              tooltip={`Limit subscriptions of ${name}`}
              variant={limited ? 'primary' : 'secondary'}
              onClick={() => setOpen(!open)}
            />
            {!readOnly && <IconButton name="trash-alt" tooltip={`Remove ${name}`} onClick={onRemove} />}
          </div>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <SubscriptionList
              label="Only these subscriptions"
              ids={tenant.includeSubscriptions}
              readOnly={readOnly}
              onChange={(ids) => onChange({ ...tenant, includeSubscriptions: ids })}
            />
            <SubscriptionList
              label="Without these"
              ids={tenant.excludeSubscriptions}
              readOnly={readOnly}
              onChange={(ids) => onChange({ ...tenant, excludeSubscriptions: ids })}
            />
          </td>
        </tr>
      )}
    </>
  );
}

interface SubscriptionListProps {
  label: string;
  ids: string[] | undefined;
  readOnly: boolean;
  onChange(ids: string[] | undefined): void;
}

function SubscriptionList({ label, ids = [], readOnly, onChange }: SubscriptionListProps) {
  const wrong = ids.find((id) => guidProblem(id) !== undefined);
  return (
    <InlineField
      label={label}
      labelWidth={26}
      tooltip="Subscription ids; Enter adds one. Empty means no limit."
      invalid={wrong !== undefined}
      error={wrong === undefined ? undefined : `${wrong} is no subscription id`}
      grow
    >
      <TagsInput
        tags={ids}
        disabled={readOnly}
        placeholder="Subscription id, then Enter"
        width={60}
        onChange={(tags) => onChange(tags.length > 0 ? tags : undefined)}
      />
    </InlineField>
  );
}
