import type { ValueMapping } from '../../common/table.ts';

/** Azure's severities, worst first, in the colours and words of its portal. */
export const SEVERITIES = ['Sev0', 'Sev1', 'Sev2', 'Sev3', 'Sev4'] as const;
const COLORS = ['red', 'orange', 'yellow', 'blue', '#8e8e8e'];
export const SEVERITY_WORDS = ['Critical', 'Error', 'Warning', 'Informational', 'Verbose'];

export const SEVERITY_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: Object.fromEntries(
      SEVERITIES.map((severity, index) => [
        severity,
        { text: `${severity} ${SEVERITY_WORDS[index]}`, color: COLORS[index], index },
      ]),
    ),
  },
];

export const CONDITION_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: {
      Fired: { text: 'Fired', color: 'red', index: 0 },
      Resolved: { text: 'Resolved', color: 'green', index: 1 },
    },
  },
];
