import type { Notice, ValueMapping } from '../../common/table.ts';
import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';

/** https://learn.microsoft.com/azure/service-health/azure-resource-graph-overview */
const EVENT_TYPES = [
  'ServiceIssue',
  'PlannedMaintenance',
  'HealthAdvisory',
  'SecurityAdvisory',
  'Billing',
  'EmergingIssues',
  'RCA',
  'PIR',
];
const EVENT_LEVELS = ['Critical', 'Error', 'Warning', 'Informational'];
const STATUSES = ['Active', 'Resolved'];

const COLORS = ['red', 'orange', 'yellow', 'blue'];
export const LEVEL_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: Object.fromEntries(
      EVENT_LEVELS.map((text, index) => [text, { text, color: COLORS[index] as string, index }]),
    ),
  },
];
export const STATUS_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: {
      Active: { text: 'Active', color: 'red', index: 0 },
      Resolved: { text: 'Resolved', color: 'green', index: 1 },
    },
  },
];

/** Words that Microsoft may have added since: shown as they are, and said. */
export function unknownWords(events: readonly ServiceHealthEvent[]): Notice[] {
  const strange = new Set<string>();
  const check = (what: string, word: string | null, known: readonly string[]) => {
    if (word !== null && !known.includes(word)) {
      strange.add(`the ${what} "${word}"`);
    }
  };
  for (const { eventType, status, eventLevel } of events) {
    check('event type', eventType, EVENT_TYPES);
    check('status', status, STATUSES);
    check('level', eventLevel, EVENT_LEVELS);
  }
  const text = `Azure uses words that are not known here, shown as they are: ${[...strange].slice(0, 5).join(', ')}.`;
  return strange.size === 0 ? [] : [{ severity: 'info', text }];
}
