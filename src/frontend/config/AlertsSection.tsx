import { css } from '@emotion/css';
import { Alert, Field, Switch } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { baselineProblem } from '../../shared/coverageBaseline.ts';
import type { CoverageBaseline } from '../../shared/monitoring.ts';
import { JsonInput } from '../components/JsonInput.tsx';
import { ConfigSection } from './ConfigSection.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

const wide = css({ maxWidth: 640 });

/** Whether people may change alerts in Azure, and what should be watched. */
export function AlertsSection({ settings }: { settings: SettingsAccess }) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const { json, readOnly, patch } = settings;
  return (
    <ConfigSection title="Alerts" description="What people may do with alerts, and what should be watched.">
      <Field
        label="Allow to acknowledge and close alerts"
        htmlFor={`${id}-change`}
        description="People with the role Editor or Admin may change the state of alerts in Azure; their name goes into the comment"
        disabled={readOnly}
      >
        <Switch
          id={`${id}-change`}
          value={json.allowChangeState ?? false}
          disabled={readOnly}
          onChange={(event) => patch({ allowChangeState: event.currentTarget.checked })}
        />
      </Field>
      {json.allowChangeState && (
        <Alert severity="info" title="Needs a role in Azure">
          The account needs Microsoft.AlertsManagement/alerts/changestate/action, which Monitoring Contributor has.
        </Alert>
      )}
      <Field
        className={wide}
        label="Coverage baseline"
        htmlFor={`${id}-baseline`}
        description="Resource types and the kinds of alert rules that each needs, as JSON; empty: a baseline of well-known types"
        disabled={readOnly}
        invalid={problem !== undefined}
        error={problem}
      >
        <JsonInput
          id={`${id}-baseline`}
          value={json.coverageBaseline}
          problemOf={baselineProblem}
          placeholder='{"Microsoft.Compute/virtualMachines": ["metric", "resourceHealth"]}'
          disabled={readOnly}
          onCommit={(baseline) => patch({ coverageBaseline: baseline as CoverageBaseline | undefined })}
          onProblem={setProblem}
        />
      </Field>
    </ConfigSection>
  );
}
