import { Field, Input } from '@grafana/ui';
import React, { useId } from 'react';
import { fieldWidth } from '../fields/width.ts';
import { guidProblem } from '../../../shared/settingsChecks.ts';

interface CustomerFieldProps {
  tenantId: string;
  disabled: boolean;
  onChange(tenantId: string): void;
}

/** Asks for a customer that Partner Center found, and who is no row of the table of tenants. */
export function CustomerField({ tenantId, disabled, onChange }: CustomerFieldProps) {
  const id = useId();
  const reason = tenantId === '' ? undefined : guidProblem(tenantId);
  return (
    <Field
      className={fieldWidth}
      label="Customer’s tenant id"
      htmlFor={id}
      description="Of a customer that Partner Center lists"
      disabled={disabled}
      invalid={reason !== undefined}
      error={reason && `Customer’s tenant id ${reason}.`}
    >
      <Input
        id={id}
        value={tenantId}
        placeholder="00000000-0000-0000-0000-000000000000"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
    </Field>
  );
}
