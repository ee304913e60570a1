import type { Exchange } from '../../core/http.ts';
import { armError } from './errors.ts';

/** Api-versions of Microsoft.Resources for subscriptions and tenants. */
export const SUBSCRIPTION_VERSIONS = [
  '2014-04-01',
  '2015-01-01',
  '2015-11-01',
  '2016-06-01',
  '2018-01-01',
  '2019-06-01',
  '2019-11-01',
  '2020-01-01',
  '2020-05-01',
  '2020-08-01',
  '2021-01-01',
  '2021-04-01',
  '2021-10-01',
  '2022-09-01',
  '2022-12-01',
] as const;

/** Api-versions of Microsoft.Resources for resource groups, resources and providers. */
export const RESOURCE_VERSIONS = [
  '2014-04-01',
  '2016-09-01',
  '2018-05-01',
  '2019-10-01',
  '2020-06-01',
  '2020-10-01',
  '2021-01-01',
  '2021-04-01',
  '2022-09-01',
  '2023-07-01',
  '2024-03-01',
  '2024-07-01',
  '2024-11-01',
  '2025-03-01',
  '2025-04-01',
] as const;

export const RESOURCE_GRAPH_VERSIONS = ['2019-04-01', '2021-03-01', '2022-10-01', '2024-04-01'] as const;

/** `2018-07-01` exists for events and is not accepted for availability statuses. */
export const RESOURCE_HEALTH_VERSIONS = [
  '2015-01-01',
  '2017-07-01',
  '2020-05-01',
  '2022-05-01',
  '2022-10-01',
  '2024-02-01',
  '2025-04-01',
  '2025-05-01',
] as const;

export const EVENT_VERSIONS = [
  '2018-07-01',
  '2022-05-01',
  '2022-10-01',
  '2024-02-01',
  '2025-04-01',
  '2025-05-01',
] as const;

/** Of what watches an estate, by type in lower case; previews that clients are seen to use included. */
export const WATCHER_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'microsoft.insights/metricalerts': ['2018-03-01', '2026-01-01'],
  'microsoft.insights/activitylogalerts': ['2017-04-01', '2020-10-01', '2023-01-01-preview'],
  'microsoft.insights/scheduledqueryrules': [
    '2018-04-16',
    '2021-08-01',
    '2022-06-15',
    '2023-12-01',
    '2025-01-01-preview',
  ],
  'microsoft.insights/actiongroups': ['2021-09-01', '2023-01-01', '2024-10-01-preview'],
  'microsoft.alertsmanagement/smartdetectoralertrules': ['2019-06-01', '2021-04-01'],
  'microsoft.alertsmanagement/prometheusrulegroups': ['2023-03-01'],
  'microsoft.alertsmanagement/actionrules': ['2021-08-08'],
};

export const ALERT_VERSIONS = ['2018-05-05', '2019-03-01', '2019-05-05-preview', '2025-05-25-preview'] as const;
export const ACTIVITY_LOG_VERSIONS = ['2015-04-01'] as const;
export const METRIC_VERSIONS = ['2018-01-01', '2019-07-01', '2021-05-01', '2023-10-01', '2024-02-01'] as const;
export const METRIC_NAMESPACE_VERSIONS = ['2017-12-01-preview', '2024-02-01'] as const;

/** Refuses a missing or unknown api-version as ARM itself (`platform`) or as it does for a resource provider's type. */
export function checkApiVersion(exchange: Exchange, supported: readonly string[], type: string): string {
  const version = exchange.query.get('api-version');
  if (!version) {
    throw armError('MissingApiVersionParameter');
  }
  if (supported.includes(version)) {
    return version;
  }
  const list = supported.map((one) => `'${one}'`).join(', ');
  if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(version) || type === 'platform') {
    throw armError(
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions are ${list}.`,
    );
  }
  throw armError(
    'NoRegisteredProviderFound',
    `No registered resource provider found for location 'global' and API version '${version}' for type '${type}'. The supported api-versions are ${list}.`,
  );
}
