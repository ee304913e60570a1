import { HEALTH_STATES, type HealthValue } from '../../src/shared/health.ts';
import type { CspQuery } from '../../src/shared/query.ts';

// Grafana's dashboard JSON, as far as these dashboards use it. Written by hand rather than with Grafana's foundation
// SDK: that one is generated for the newest Grafana and writes properties that 10.4 doesn't know.

export const DATA_SOURCE = { type: 'cspwatch-azurecsp-datasource', uid: '${datasource}' };

export type Json = Record<string, unknown>;
export interface Panel extends Json {
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
}
export type Place = [x: number, y: number, w: number, h: number];
export type Query = Partial<CspQuery> & Json;

const COLORS = ['green', '#8e8e8e', 'blue', 'orange', 'red'];
/** Behind white text. */
export const BACKGROUNDS = ['dark-green', '#6e6e6e', 'dark-blue', 'dark-orange', 'dark-red'];

/** Text and colours of `healthValue`, worded for people who have never read Azure's documentation. */
export const STATES = {
  0: 'Available',
  1: 'Unknown',
  2: 'Stopped by customer',
  3: 'Degraded',
  4: 'Unavailable',
};

/** The same for states that stand in a series as Azure's words, and for times of which nothing is known. */
export const STATES_OVER_TIME: Json[] = [
  textMapping(HEALTH_STATES.map((state, value) => [state, STATES[value as HealthValue], COLORS[value] as string])),
  { type: 'special', options: { match: 'null', result: { text: 'Not observed', color: '#464c54', index: 5 } } },
];
export function healthAs(texts: Record<number, string>, none = 'No data', colors = COLORS): Json[] {
  const options = colors.map((color, index) => [index, { text: texts[index], color, index }]);
  return [
    { type: 'value', options: Object.fromEntries(options) },
    { type: 'special', options: { match: 'null', result: { text: none, color: '#464c54', index: COLORS.length } } },
  ];
}

/** Alert severities, what Azure calls them, and their colours. */
export const SEVERITIES = [
  ['Sev0', 'Critical', 'red'],
  ['Sev1', 'Error', 'orange'],
  ['Sev2', 'Warning', 'yellow'],
  ['Sev3', 'Informational', 'blue'],
  ['Sev4', 'Verbose', 'purple'],
] as const;
export const SEVERITY = [
  textMapping(SEVERITIES.map(([severity, meaning, color]) => [severity, `${severity} ${meaning}`, color])),
];

/** What Azure calls the kinds of Service Health events, in words, in the colours of their numbers. */
const EVENT_TYPES = [
  ['ServiceIssue', 'Incident', 'red'],
  ['PlannedMaintenance', 'Maintenance', 'blue'],
  ['HealthAdvisory', 'Health advisory', 'orange'],
  ['SecurityAdvisory', 'Security advisory', 'purple'],
  ['EmergingIssues', 'Emerging issue', 'yellow'],
  ['Billing', 'Billing', '#8e8e8e'],
  ['RCA', 'Root cause', '#8e8e8e'],
] as const;
export const EVENT_TYPE = [textMapping(EVENT_TYPES)];

function textMapping(texts: ReadonlyArray<readonly [value: string, text: string, color: string]>): Json {
  const options = texts.map(([value, text, color], index) => [value, { text, color, index }]);
  return { type: 'value', options: Object.fromEntries(options) };
}

export function target(query: Query, refId = 'A'): Json {
  return { refId, datasource: DATA_SOURCE, ...query };
}

export function panel(type: string, title: string, [x, y, w, h]: Place, description: string, rest: Json): Panel {
  return { type, title, description, gridPos: { x, y, w, h }, datasource: DATA_SOURCE, ...rest };
}

export function keepColumns(names: string[]): Json {
  return { id: 'filterFieldsByName', options: { include: { names } } };
}

export function keepRows(column: string, value: number): Json {
  const config = { id: 'greaterOrEqual', options: { value } };
  return {
    id: 'filterByValue',
    options: { type: 'include', match: 'all', filters: [{ fieldName: column, config }] },
  };
}

/** Columns that links take their values from. */
export function linkColumns(links: Json[]): string[] {
  const named = links.flatMap(({ url }) => [...String(url).matchAll(/__data\.fields\.(\w+)/g)].map(([, name]) => name));
  return [...new Set(named)].filter((name) => name !== undefined);
}
