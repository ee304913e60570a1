import { Field, Input } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { fieldWidth } from '../fields/width.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { guidProblem } from '../validate.ts';
import { GrantConsentButton } from './GrantConsent.tsx';

/** Pre-consent for a customer that Partner Center found, and who is no row of the table of tenants. */
export function CustomerConsent({ settings }: { settings: SettingsAccess }) {
  const id = useId();
  const [tenantId, setTenantId] = useState('');
  const text = tenantId.trim();
  const reason = text === '' ? undefined : guidProblem(text);
  return (
    <>
      <Field
        className={fieldWidth}
        label="Consent in a customer’s tenant"
        htmlFor={id}
        description="Tenant id of a customer: the partner’s application is let in there through Partner Center, after you have seen what it gets"
        invalid={reason !== undefined}
        error={reason && `Tenant id ${reason}.`}
      >
        <Input
          id={id}
          value={tenantId}
          placeholder="00000000-0000-0000-0000-000000000000"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTenantId(event.currentTarget.value)}
        />
      </Field>
      {text !== '' && !reason && <GrantConsentButton tenantId={text} name={text} settings={settings} />}
    </>
  );
}
