import { type ColumnSpec, flag, number, text, time } from '../columns/columns.ts';
import { receiverWords, type RuleRows, scopeWords, silenceWords, type WatchedRule } from './ruleRows.ts';
import { itemAt, sharedWord, viewAt } from './sectionRows.ts';
import { SEVERITY_MAPPINGS } from './severities.ts';
import {
  freshnessColumns,
  portalColumn,
  PORTAL_LINK,
  sectionFreshness,
  subscriptionColumns,
} from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';

const of =
  <T>(read: (watched: WatchedRule) => T | null) =>
  (source: RuleRows, row: number): T | null =>
    read(itemAt(source, row));

const word = sharedWord<WatchedRule>;

/** What is told of an alert rule. */
export const ruleColumns: readonly ColumnSpec<RuleRows>[] = [
  text(
    'ruleName',
    'Name of the alert rule; of one alert in a Prometheus rule group',
    of(({ rule }) => rule.name),
    {
      required: true,
      ...PORTAL_LINK,
    },
  ),
  word(
    'ruleKind',
    'What it watches: metric, log, activityLog, serviceHealth, resourceHealth, prometheus, smartDetector',
    ({ rule }) => rule.kind,
  ),
  word(
    'severity',
    'Sev0 critical to Sev4 verbose; null where rules of the kind have none',
    ({ rule }) => rule.severity,
    {
      mappings: SEVERITY_MAPPINGS,
    },
  ),
  flag(
    'enabled',
    'The rule is on',
    of(({ rule }) => rule.enabled),
    { required: true },
  ),
  number(
    'ruleValue',
    '0 it tells somebody, 1 it is switched off, 2 it is on and tells nobody: no action group with receivers, or silenced now',
    (source, row) => valueOf(itemAt(source, row)),
    { required: true, decimals: 0, mappings: LEVEL_MAPPINGS(['Tells somebody', 'Off', 'Tells nobody'], '#8e8e8e') },
  ),
  text(
    'condition',
    'When it fires, in words',
    of(({ rule }) => rule.condition),
    { required: true },
  ),
  text('scope', 'What it watches, by name', (source, row) =>
    scopeWords(itemAt(source, row).rule, source.reading.snapshot),
  ),
  ...subscriptionColumns<RuleRows>(viewAt),
  word('resourceGroup', 'Resource group that the rule is in', ({ resourceGroup }) => resourceGroup),
  text(
    'actionGroups',
    'Action groups that it tells',
    of(({ groups }) => groups.map(({ name }) => name).join(', ') || null),
  ),
  text('receivers', 'How many these groups tell in which way; addresses are never read', of(receiverWords)),
  flag(
    'silenced',
    'An alert processing rule suppresses all its notifications now',
    of(({ silenced }) => silenced),
    {
      required: true,
    },
  ),
  text('silencedBy', 'Alert processing rules that silence it now or later', of(silenceWords)),
  number(
    'frequencySeconds',
    'How often it is evaluated',
    of(({ rule }) => rule.frequency),
    {
      displayNameFromDS: 'Frequency',
      unit: 's',
    },
  ),
  number(
    'windowSeconds',
    'Over how much time',
    of(({ rule }) => rule.window),
    {
      displayNameFromDS: 'Window',
      unit: 's',
    },
  ),
  flag(
    'autoResolves',
    'Azure resolves its alerts when the condition is over',
    of(({ rule }) => rule.autoResolves),
    {
      required: true,
    },
  ),
  time(
    'lastChanged',
    'When the rule was last changed, where Azure says so',
    of(({ rule }) => rule.changedAt),
  ),
  text(
    'description',
    "The rule's description",
    of(({ rule }) => rule.description),
  ),
  text(
    'ruleGroup',
    'Prometheus rule group that it is part of',
    of(({ rule }) => rule.group),
  ),
  word('ruleType', 'Azure resource type of the rule', ({ rule }) => rule.type),
  ...freshnessColumns<RuleRows>(sectionFreshness('alertRules', viewAt)),
  text(
    'ruleId',
    'Azure Resource Manager id',
    of(({ rule }) => rule.id),
    { required: true },
  ),
  portalColumn((source, row) =>
    portalUrl(source.reading.portal, viewAt(source, row).subscription.tenantId, itemAt(source, row).rule.id),
  ),
];

function valueOf({ rule, tells, silenced }: WatchedRule): number {
  return !rule.enabled ? 1 : tells && !silenced ? 0 : 2;
}
