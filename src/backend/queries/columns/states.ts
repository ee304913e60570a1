import { HEALTH_COLORS, HEALTH_STATES, type HealthState } from '../../../shared/health.ts';
import { stateText } from '../../estate/segments/healthValue.ts';
import type { HealthSegment } from '../../estate/model/segments.ts';
import type { ValueMapping } from '../../common/table.ts';

/** What the filter `state` calls resources without a health, in lower case as filters are compared. */
export const NO_HEALTH = 'nohealth';

/** The word of a HealthValue; null for none. */
export function stateName(value: number | null): HealthState | null {
  return value === null ? null : (HEALTH_STATES[value] ?? null);
}

/** Azure's word for a resource's state, or UserInitiated where the customer stopped it. */
export function stateAt(segment: HealthSegment, row: number): string {
  return stateText(segment.values[row] as number, segment.state(row));
}

/** Text and colour of each health value: the text is there because colour alone says nothing to many people. */
export const HEALTH_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: Object.fromEntries(
      HEALTH_STATES.map((text, index) => [index, { text, color: HEALTH_COLORS[index], index }]),
    ),
  },
  {
    type: 'special',
    options: { match: 'null', result: { text: 'No data', color: '#464c54', index: HEALTH_STATES.length } },
  },
];

/** The same colours for columns that hold the words. */
export const STATE_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: Object.fromEntries(
      HEALTH_STATES.map((text, index) => [text, { text, color: HEALTH_COLORS[index], index }]),
    ),
  },
  {
    type: 'special',
    options: { match: 'null', result: { text: 'No data', color: '#464c54', index: HEALTH_STATES.length } },
  },
];

/** Names of the levels 0 (fine), 1 (look at it some day; grey where it may be meant so) and 2 (do something). */
export const LEVEL_MAPPINGS = (
  texts: readonly [string, string, string],
  middle: 'orange' | '#8e8e8e' = 'orange',
): ValueMapping[] => [
  {
    type: 'value',
    options: Object.fromEntries(
      texts.map((text, index) => [index, { text, color: ['green', middle, 'red'][index], index }]),
    ),
  },
];
