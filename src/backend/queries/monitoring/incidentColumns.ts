import { secondsSince } from '../columns/age.ts';
import { encodeText } from '../../common/pathSegment.ts';
import { type ColumnSpec, flag, number, text, time } from '../columns/columns.ts';
import {
  freshnessColumns,
  portalColumn,
  PORTAL_LINK,
  sectionFreshness,
  subscriptionColumns,
} from '../columns/place.ts';
import { isGuid } from '../columns/portal.ts';
import type { Alert } from '../../estate/rows/alert.ts';
import type { Incident, IncidentRows } from './incidentRows.ts';
import { itemAt, sharedWord, viewAt } from './sectionRows.ts';
import { CONDITION_MAPPINGS, SEVERITY_MAPPINGS } from './severities.ts';

type Columns = ColumnSpec<IncidentRows>[];

const word = sharedWord<Incident>;

const of =
  <T>(read: (alert: Alert, incident: Incident) => T | null) =>
  (source: IncidentRows, row: number): T | null => {
    const incident = itemAt(source, row);
    return read(incident.alert, incident);
  };

/** One fired alert a row. */
export const incidentColumns: Columns = [
  word(
    'severity',
    'Sev0 critical, Sev1 error, Sev2 warning, Sev3 informational, Sev4 verbose',
    ({ alert }) => alert.severity,
    {
      mappings: SEVERITY_MAPPINGS,
    },
  ),
  word(
    'monitorCondition',
    'Fired, or Resolved once Azure saw that the condition is over',
    ({ alert }) => alert.monitorCondition,
    {
      mappings: CONDITION_MAPPINGS,
    },
  ),
  word('alertState', 'What people made of it: New, Acknowledged or Closed', ({ alert }) => alert.alertState),
  flag(
    'firing',
    'Fired, not closed, and not aged out: what still wants somebody',
    of((_, { firing }) => firing),
    { required: true },
  ),
  time(
    'startDateTime',
    'When it fired',
    of((alert) => alert.startedAt),
  ),
  number('durationSeconds', 'How long it has been fired, or was until it resolved', duration, {
    displayNameFromDS: 'Since',
    unit: 's',
    decimals: 0,
  }),
  text(
    'ruleName',
    'Alert rule that fired it',
    of((alert) => alert.ruleName),
    { required: true, ...PORTAL_LINK },
  ),
  text(
    'description',
    "The rule's description",
    of((alert) => alert.description),
  ),
  ...subscriptionColumns<IncidentRows>(viewAt),
  word('resourceGroup', 'Resource group of what it is about', ({ target }) => target.resourceGroup),
  text(
    'resource',
    'Name of what it is about',
    of((_, { target }) => target.resourceName),
  ),
  word('resourceType', 'Azure resource type', ({ target }) => target.resourceType),
  word('monitorService', 'Service that fired it', ({ alert }) => alert.monitorService),
  word('signalType', 'Metric, Log or Unknown', ({ alert }) => alert.signalType),
  flag(
    'suppressed',
    'An alert processing rule kept it from telling anybody',
    of((alert) => alert.suppressed),
    { required: true },
  ),
  flag(
    'agedOut',
    'Azure never resolves alerts of this kind, and it is older than the hours in which they count as firing',
    of((_, { agedOut }) => agedOut),
    { required: true },
  ),
  time(
    'lastModified',
    'When anything of it last changed',
    of((alert) => alert.modifiedAt),
  ),
  text(
    'lastModifiedBy',
    'Who changed it: a person, or System',
    of((alert) => alert.modifiedBy),
  ),
  time(
    'resolvedDateTime',
    'When Azure resolved it',
    of((alert) => alert.resolvedAt),
  ),
  ...freshnessColumns<IncidentRows>(sectionFreshness('alerts', viewAt)),
  text(
    'alertId',
    'Azure Resource Manager id of the alert',
    of((alert) => alert.id),
    { required: true },
  ),
  text(
    'ruleId',
    'Azure Resource Manager id of the rule, where Azure gives one',
    of((alert) => alert.ruleId),
  ),
  text(
    'resourceId',
    'Azure Resource Manager id of what it is about',
    of((alert) => alert.targetResource),
  ),
  portalColumn((source, row) => alertUrl(source, row)),
];

function duration(source: IncidentRows, row: number): number | null {
  const { alert } = itemAt(source, row);
  const end = alert.resolvedAt ?? source.reading.now;
  return secondsSince(alert.startedAt, end);
}

/** The page that Azure's own notifications link to. */
function alertUrl(source: IncidentRows, row: number): string | null {
  const { tenantId } = viewAt(source, row).subscription;
  const { id } = itemAt(source, row).alert;
  return isGuid(tenantId) && id.startsWith('/subscriptions/')
    ? `${source.reading.portal}/#@${tenantId}/blade/Microsoft_Azure_Monitoring/AlertDetailsTemplateBlade/alertId/${encodeText(id)}`
    : null;
}
