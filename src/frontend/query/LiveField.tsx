import { css } from '@emotion/css';
import { Switch, useTheme2 } from '@grafana/ui';
import React, { useId } from 'react';
import { EditorField } from '../components/EditorRow.tsx';

interface LiveFieldProps {
  value: boolean;
  onChange(live: boolean): void;
}

/** Whether panels of this query wait for a refresh, or hear of changes through Grafana Live. */
export function LiveField({ value, onChange }: LiveFieldProps) {
  const id = useId();
  const theme = useTheme2();
  return (
    <EditorField
      label="Live"
      htmlFor={id}
      help="The panel asks again as soon as something in the estate changes, without a refresh. Panels that mix data sources keep to the dashboard’s refresh, as does a Grafana that has Live switched off."
    >
      <div
        className={css({ display: 'flex', alignItems: 'center', height: theme.spacing(theme.components.height.md) })}
      >
        <Switch id={id} value={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      </div>
    </EditorField>
  );
}
