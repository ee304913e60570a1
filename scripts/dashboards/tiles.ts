import {
  BACKGROUNDS,
  healthAs,
  type Json,
  keepColumns,
  keepRows,
  linkColumns,
  panel,
  type Panel,
  type Place,
  type Query,
  STATES,
  target,
} from './panels.ts';
import { NOT_TOLD } from './stats.ts';

/** The health value from which on something is in trouble. */
const DEGRADED = 3;

interface TileOptions {
  /** Column that names a tile. */
  name: string;
  /** Where a click on a tile leads. */
  links: Json[];
  /** A sign for each health value, in place of its word. */
  signs?: Record<number, string>;
  /** What is written on a tile: the name above the state, or the state alone. */
  text?: 'nameAboveState' | 'state';
  titleSize?: number;
  valueSize?: number;
  /** At most so many tiles, and only for what is degraded or unavailable. Absent: one for each row. */
  worst?: number;
}

const TEXT_MODES = { nameAboveState: 'value_and_name', state: 'value' };

/** One tile a row, coloured by the worst state, which is also written on it. */
export function tiles(title: string, place: Place, description: string, query: Query, options: TileOptions): Panel {
  const { name, links, signs, text = 'nameAboveState', titleSize = 13, valueSize = 14, worst } = options;
  return panel('stat', title, place, description, {
    targets: [target(query)],
    transformations: [
      ...(worst ? [keepRows('Health', DEGRADED), { id: 'limit', options: { limitField: worst } }] : []),
      keepColumns([name, 'healthValue', ...linkColumns(links)]),
    ],
    fieldConfig: {
      defaults: {
        noValue: worst ? NOT_TOLD : 'No data',
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: [{ color: '#464c54', value: null }] },
      },
      overrides: [
        {
          matcher: { id: 'byName', options: 'Health' },
          properties: [
            { id: 'mappings', value: healthAs(signs ?? STATES, signs ? '–' : 'No data', BACKGROUNDS) },
            { id: 'displayName', value: `\${__data.fields.${name}}` },
            { id: 'links', value: links },
          ],
        },
      ],
    },
    options: {
      reduceOptions: { values: true, calcs: ['lastNotNull'], fields: '', limit: 500 },
      colorMode: 'background_solid',
      graphMode: 'none',
      textMode: TEXT_MODES[text],
      orientation: 'auto',
      justifyMode: 'center',
      wideLayout: false,
      text: { titleSize, valueSize },
    },
  });
}
