import { InlineSwitch } from '@grafana/ui';
import React from 'react';
import type { AvailabilityOptions } from '../../shared/query.ts';
import { EditorRow } from '../components/EditorRow.tsx';

interface AvailabilityRowProps {
  options: AvailabilityOptions;
  onChange(options: AvailabilityOptions): void;
}

/** Which time doesn't count as downtime. */
export function AvailabilityRow({ options, onChange }: AvailabilityRowProps) {
  return (
    <EditorRow>
      <InlineSwitch
        label="Leave out planned maintenance"
        showLabel
        value={options.excludePlanned === true}
        onChange={(event) => onChange({ ...options, excludePlanned: event.currentTarget.checked })}
      />
      <InlineSwitch
        label="Leave out what the customer stopped"
        showLabel
        value={options.excludeCustomerInitiated === true}
        onChange={(event) => onChange({ ...options, excludeCustomerInitiated: event.currentTarget.checked })}
      />
    </EditorRow>
  );
}
