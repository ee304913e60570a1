import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { HEALTH_COLORS, HEALTH_STATES } from '../../shared/health.ts';

/** Worst health below a node, in words. */
export function healthText(value: number | null): string {
  return (value === null ? undefined : HEALTH_STATES[value]) ?? 'No health';
}

/** The same in colour and in words. */
export function HealthLabel({ value }: { value: number | null }) {
  const theme = useTheme2();
  const state = value === null ? undefined : HEALTH_STATES[value];
  const name = value === null ? undefined : HEALTH_COLORS[value];
  const color = name === undefined ? theme.colors.text.secondary : theme.visualization.getColorByName(name);
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 6,
        color: theme.colors.text.primary,
        fontSize: 12,
        whiteSpace: 'nowrap',
      }}
    >
      <span
        style={{
          width: 8,
          height: 8,
          borderRadius: '50%',
          background: state ? color : 'transparent',
          border: `1px solid ${color}`,
        }}
      />
      {healthText(value)}
    </span>
  );
}
