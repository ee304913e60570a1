import { Field, TagsInput } from '@grafana/ui';
import React, { useId } from 'react';
import { fieldWidth } from '../fields/width.ts';
import { subscriptionsProblem } from '../../../shared/settingsChecks.ts';
import { listOf } from './tenantCells.ts';

interface SubscriptionsFieldProps {
  label: string;
  help: string;
  ids: readonly string[] | undefined;
  disabled: boolean;
  onChange(ids: string[] | undefined): void;
}

/** Subscription ids; several may be pasted at once. */
export function SubscriptionsField({ label, help, ids = [], disabled, onChange }: SubscriptionsFieldProps) {
  const id = useId();
  const reason = subscriptionsProblem(ids);
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      disabled={disabled}
      invalid={reason !== undefined}
      error={reason && `${label} ${reason}.`}
    >
      <TagsInput
        id={id}
        tags={[...ids]}
        disabled={disabled}
        invalid={reason !== undefined}
        placeholder="Subscription id, then Enter"
        onChange={(texts) => {
          const next = [...new Set(texts.flatMap(listOf))];
          onChange(next.length > 0 ? next : undefined);
        }}
      />
    </Field>
  );
}
