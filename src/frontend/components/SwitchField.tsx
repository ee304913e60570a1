import { css } from '@emotion/css';
import { Switch, useTheme2 } from '@grafana/ui';
import React, { useId } from 'react';
import { EditorField } from './EditorRow.tsx';

interface SwitchFieldProps {
  label: string;
  help: string;
  value: boolean;
  onChange(value: boolean): void;
}

/** A switch with its label above, in the middle of the height that other controls have. */
export function SwitchField({ label, help, value, onChange }: SwitchFieldProps) {
  const id = useId();
  const theme = useTheme2();
  return (
    <EditorField label={label} htmlFor={id} help={help}>
      <div
        className={css({ display: 'flex', alignItems: 'center', height: theme.spacing(theme.components.height.md) })}
      >
        <Switch id={id} value={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      </div>
    </EditorField>
  );
}
