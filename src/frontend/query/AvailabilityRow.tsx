import React from 'react';
import type { AvailabilityOptions } from '../../shared/query.ts';
import { EditorRow } from '../components/EditorRow.tsx';
import { SwitchField } from '../components/SwitchField.tsx';

interface AvailabilityRowProps {
  options: AvailabilityOptions;
  onChange(options: AvailabilityOptions): void;
}

/** Which time doesn't count as downtime. */
export function AvailabilityRow({ options, onChange }: AvailabilityRowProps) {
  return (
    <EditorRow>
      <SwitchField
        label="Leave out planned maintenance"
        help="Time under Azure’s planned maintenance is no downtime"
        value={options.excludePlanned === true}
        onChange={(excludePlanned) => onChange({ ...options, excludePlanned })}
      />
      <SwitchField
        label="Leave out what the customer stopped"
        help="Time in which the customer had a resource stopped is no downtime"
        value={options.excludeCustomerInitiated === true}
        onChange={(excludeCustomerInitiated) => onChange({ ...options, excludeCustomerInitiated })}
      />
    </EditorRow>
  );
}
