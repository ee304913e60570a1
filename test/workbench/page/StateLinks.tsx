import { css } from '@emotion/css';
import { useTheme2 } from '@grafana/ui';
import React from 'react';

const of = (query: object) => ({ query: JSON.stringify(query) });

/** Every state that an editor or its answer can be in, by name. */
export const STATES: Array<[string, Record<string, string>]> = [
  ['filled', {}],
  ['empty', of({ queryType: 'resources', filters: { location: ['nowhere'] } })],
  ['loading', { hang: '1' }],
  ['error', of({ queryType: 'noSuchType' })],
  ['no access', of({ queryType: 'resources', filters: { customer: ['Fabrikam Österreich'] } })],
  ['stale', { condition: 'stale', ...of({ queryType: 'resourceHealth', filters: { customer: ['Contoso'] } }) }],
  ['backend slow', { condition: 'slow' }],
  ['backend down', { condition: 'down' }],
  [
    'gone',
    of({
      queryType: 'resources',
      filters: { subscription: ['00000000-0000-0000-0000-00000000dead'], customer: ['$lost'] },
    }),
  ],
  ['alert rule', { alerting: '1' }],
  ['live', { live: '1' }],
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
        flexWrap: 'wrap',
        gap: theme.spacing(0.5, 1.5),
        fontSize: theme.typography.bodySmall.fontSize,
        '& a': { color: theme.colors.text.secondary, textDecoration: 'underline' },
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
