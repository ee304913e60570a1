import { type ColumnSpec, count, number, text, time } from '../columns/columns.ts';
import { customerColumns, freshnessColumns } from '../columns/place.ts';
import type { IncidentGroup, IncidentGroups } from './incidentGroups.ts';
import type { Incident } from './incidentRows.ts';
import { SEVERITIES, SEVERITY_MAPPINGS, SEVERITY_WORDS } from './severities.ts';

function at(source: IncidentGroups, row: number): IncidentGroup {
  return source.groups[row] as IncidentGroup;
}

function incidentsWhere(name: string, description: string, test: (incident: Incident) => boolean) {
  return count<IncidentGroups>(name, description, (source, row) => at(source, row).incidents.filter(test).length);
}

/** What groups of fired alerts have in common, how many there are and how they are. */
export const groupColumns: readonly ColumnSpec<IncidentGroups>[] = [
  ...customerColumns<IncidentGroups>((source, row) => at(source, row).customer),
  text('ruleName', 'Alert rule that fired them', (source, row) => at(source, row).rule),
  text('severity', 'Sev0 critical to Sev4 verbose', (source, row) => at(source, row).severity, {
    mappings: SEVERITY_MAPPINGS,
  }),
  number<IncidentGroups>(
    'fired',
    'Alerts that are fired, not closed and not aged out',
    (source, row) => firingIn(at(source, row)),
    {
      required: true,
      decimals: 0,
    },
  ),
  ...SEVERITIES.map((severity, index) =>
    count<IncidentGroups>(
      (SEVERITY_WORDS[index] as string).toLowerCase(),
      `Of these the ones of ${severity}`,
      (source, row) => at(source, row).bySeverity[index] as number,
    ),
  ),
  incidentsWhere(
    'acknowledged',
    'Firing ones that somebody acknowledged',
    ({ firing, alert }) => firing && alert.alertState === 'Acknowledged',
  ),
  incidentsWhere('suppressed', 'Firing ones that told nobody', ({ firing, alert }) => firing && alert.suppressed),
  incidentsWhere('resolved', 'Resolved in the last 30 days', ({ alert }) => alert.monitorCondition === 'Resolved'),
  count('alerts', 'All in the 30 days that Azure keeps them', (source, row) => at(source, row).incidents.length),
  time('oldest', 'When the oldest firing one fired', (source, row) => at(source, row).oldest),
  time('newest', 'When the newest firing one fired', (source, row) => at(source, row).newest),
  ...freshnessColumns<IncidentGroups>((source, row) => at(source, row).freshness),
  text('ruleId', 'Azure Resource Manager id of the rule', (source, row) => at(source, row).ruleId),
];

function firingIn(group: IncidentGroup): number {
  return group.bySeverity.reduce((sum, one) => sum + one, 0);
}
