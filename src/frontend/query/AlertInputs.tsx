import React, { useId, useState } from 'react';
import { baselineProblem } from '../../shared/coverageBaseline.ts';
import { DEFAULT_STATELESS_HOURS, type CoverageBaseline } from '../../shared/monitoring.ts';
import type { QueryInput } from '../../shared/queryTypes.ts';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import { JsonInput } from '../components/JsonInput.tsx';
import { TextInput } from '../components/TextInput.tsx';
import type { AzureCspQuery } from '../types.ts';
import { MOST_HOURS } from './inputProblems.ts';

interface AlertInputsProps {
  inputs: readonly QueryInput[];
  query: AzureCspQuery;
  onChange(change: Pick<AzureCspQuery, 'statelessHours' | 'baseline'>): void;
}

/** What incidents and coverage can be told besides filters. */
export function AlertInputs({ inputs, query, onChange }: AlertInputsProps) {
  const id = useId();
  const [hoursError, setHoursError] = useState<string>();
  const [baselineError, setBaselineError] = useState<string>();
  return (
    <EditorRow>
      {inputs.includes('statelessHours') && (
        <EditorField
          label="Hours of stateless alerts"
          htmlFor={`${id}-hours`}
          help="Azure never resolves alerts of the activity log and of Service Health: after so many hours they no longer count as firing"
          width={200}
          error={hoursError}
        >
          <TextInput
            id={`${id}-hours`}
            value={query.statelessHours === undefined ? '' : String(query.statelessHours)}
            placeholder={String(DEFAULT_STATELESS_HOURS)}
            invalid={hoursError !== undefined}
            onCommit={(text) => {
              const hours = text === '' ? undefined : Number(text);
              const good = hours === undefined || (hours >= 0 && hours <= MOST_HOURS);
              setHoursError(good ? undefined : `A number from 0 to ${MOST_HOURS}`);
              if (good) {
                onChange({ statelessHours: hours });
              }
            }}
          />
        </EditorField>
      )}
      {inputs.includes('baseline') && (
        <EditorField
          label="Baseline"
          htmlFor={`${id}-baseline`}
          help="Resource types and the kinds of alert rules that each needs, as JSON; empty: the baseline in the data source"
          width={480}
          error={baselineError}
        >
          <JsonInput
            id={`${id}-baseline`}
            value={query.baseline}
            problemOf={baselineProblem}
            placeholder='{"Microsoft.Compute/virtualMachines": ["metric", "resourceHealth"]}'
            onCommit={(baseline) => onChange({ baseline: baseline as CoverageBaseline | undefined })}
            onProblem={setBaselineError}
          />
        </EditorField>
      )}
    </EditorRow>
  );
}
