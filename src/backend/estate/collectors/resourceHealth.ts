import { CspError } from '../../common/errors.ts';
import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import { REASONS } from '../model/reasons.ts';
import type { Subscription } from '../model/tenants.ts';
import { callOf, type Collector, type PartResult } from './collector.ts';

/** Azure Resource Health of each subscription. https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses/list-by-subscription-id */
export const resourceHealth: Collector<readonly ResourceHealthStatus[]> = {
  section: 'resourceHealth',
  batch: 1,
  intervalMs: (settings) => settings.intervals.resourceHealth,
  async collect(run) {
    for (const subscription of run.subscriptions) {
      await run.deliver(subscription, isOff(subscription) ? off(subscription) : await read(subscription));
    }

    async function read(subscription: Subscription): Promise<PartResult<readonly ResourceHealthStatus[]>> {
      try {
        const options = callOf(run, 'collector:resourceHealth');
        const { rows, issues } = await run.microsoft.listResourceHealth(
          run.access,
          subscription.subscriptionId,
          options,
        );
        return { kind: 'complete', rows, issues };
      } catch (thrown) {
        return { kind: 'failed', error: explain(CspError.from(thrown), subscription) };
      }
    }
  },
};

/** Azure keeps no health of a subscription that is switched off. */
function isOff(subscription: Subscription): boolean {
  return ['disabled', 'deleted'].includes(subscription.state.toLowerCase());
}

function off(subscription: Subscription): PartResult<never> {
  const sentence = `Azure has this subscription as ${subscription.state}, so it has no Resource Health. It is read again when Azure enables the subscription.`;
  return { kind: 'skipped', code: REASONS.disabled, sentence };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider */
function explain(error: CspError, { subscriptionId, name }: Subscription): CspError {
  if (error.code !== 'MissingSubscriptionRegistration') {
    return error;
  }
  const command = `az provider register --namespace Microsoft.ResourceHealth --subscription ${subscriptionId}`;
  return new CspError(
    `The resource provider Microsoft.ResourceHealth is not registered in the subscription ${name}. Run: ${command}`,
    {
      code: REASONS.providerNotRegistered,
      status: error.status,
      source: error.source,
      requestId: error.requestId,
      cause: error,
    },
  );
}
