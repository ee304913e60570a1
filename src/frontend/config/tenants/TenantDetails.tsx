import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { TenantOptions } from '../../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { ConfigField } from '../fields/ConfigField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { tenantProblem } from '../../../shared/settingsChecks.ts';
import { GrantConsentButton } from './GrantConsent.tsx';
import { SubscriptionsField } from './SubscriptionsField.tsx';
import { TagsField } from './TagsField.tsx';

interface TenantDetailsProps {
  tenant: TenantOptions;
  settings: SettingsAccess;
  repeated: boolean;
  onChange(tenant: TenantOptions): void;
}

const LABELS = SETTINGS_LABELS.tenant;

/** All of one tenant's row that the table has no room for. */
export function TenantDetails({ tenant, settings, repeated, onChange }: TenantDetailsProps) {
  const styles = useStyles2(getStyles);
  const { readOnly } = settings;
  const name = tenant.name || tenant.tenantId;
  return (
    <div className={styles.details} role="group" aria-label={`Details of ${name || 'new tenant'}`}>
      <FieldGroup>
        <ConfigField
          label={LABELS.tenantId}
          help="As its administrators see it in Microsoft Entra"
          placeholder="contoso.onmicrosoft.com"
          value={tenant.tenantId ?? ''}
          required
          disabled={readOnly}
          problem={(text) =>
            tenantProblem(text) ??
            (repeated ? `repeats "${text.toLowerCase()}", which an earlier row already has` : undefined)
          }
          onChange={(tenantId) => onChange({ ...tenant, tenantId })}
        />
        <ConfigField
          label={LABELS.name}
          help="Shown as the customer’s name; empty: as in Azure"
          value={tenant.name ?? ''}
          disabled={readOnly}
          onChange={(text) => onChange({ ...tenant, name: text || undefined })}
        />
        <SubscriptionsField
          label={LABELS.includeSubscriptions}
          help="Empty: all that the credential can read"
          ids={tenant.includeSubscriptions}
          disabled={readOnly}
          onChange={(includeSubscriptions) => onChange({ ...tenant, includeSubscriptions })}
        />
        <SubscriptionsField
          label={LABELS.excludeSubscriptions}
          help="These are never read"
          ids={tenant.excludeSubscriptions}
          disabled={readOnly}
          onChange={(excludeSubscriptions) => onChange({ ...tenant, excludeSubscriptions })}
        />
        <TagsField tags={tenant.tags} disabled={readOnly} onChange={(tags) => onChange({ ...tenant, tags })} />
      </FieldGroup>
      {settings.json.partner?.enabled && tenant.tenantId && (
        <GrantConsentButton tenantId={tenant.tenantId} name={name} settings={settings} />
      )}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    details: css({
      padding: theme.spacing(2),
      marginBottom: theme.spacing(1),
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.borderRadius(1),
    }),
  };
}
