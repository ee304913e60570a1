import { css } from '@emotion/css';
import { useTheme2 } from '@grafana/ui';
import React from 'react';

const STATES: Array<[string, Record<string, string>]> = [
  ['empty', { query: JSON.stringify({ queryType: 'resources', filters: { location: ['nowhere'] } }) }],
  ['loading', { hang: '1' }],
  ['error', { query: JSON.stringify({ queryType: 'noSuchType' }) }],
  ['alert rule', { alerting: '1' }],
];

/** Links that bring up states which are hard to come by. */
export function StateLinks() {
  const theme = useTheme2();
  const keep = new URLSearchParams(location.search).get('theme');
  return (
    <nav
      aria-label="States"
      className={css({
        display: 'flex',
        gap: theme.spacing(1.5),
        fontSize: theme.typography.bodySmall.fontSize,
        '& a': { color: theme.colors.text.secondary },
      })}
    >
      {STATES.map(([name, given]) => (
        <a key={name} href={`?${new URLSearchParams({ ...given, ...(keep ? { theme: keep } : {}) })}`}>
          {name}
        </a>
      ))}
    </nav>
  );
}
