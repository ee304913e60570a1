import { type ColumnOptions, type ColumnSpec, number, type Rows, shared } from './columns.ts';
import { HEALTH_MAPPINGS, STATE_MAPPINGS } from './states.ts';

const VALUE: ColumnOptions = { displayNameFromDS: 'Health', min: 0, max: 4, decimals: 0, mappings: HEALTH_MAPPINGS };

/** State as Azure's word and as a number that grows with the trouble. */
export function healthColumns<S extends Rows>(
  subject: string,
  valueOf: (source: S, row: number) => number | null,
  stateOf: (source: S, row: number) => string | null,
): ColumnSpec<S>[] {
  return [
    shared('healthState', `${subject}, in Azure's words`, stateOf, (state) => state, {
      displayNameFromDS: 'State',
      mappings: STATE_MAPPINGS,
    }),
    number(
      'healthValue',
      `${subject} as a number: 0 Available, 1 Unknown, 2 UserInitiated, 3 Degraded, 4 Unavailable; null where nothing is known`,
      valueOf,
      VALUE,
    ),
  ];
}
