import type { Resource, Subscription } from '../model.ts';
import type { Monitoring } from '../monitoringModel.ts';
import { smallAlerts, smallAnnotations, smallChanges } from './smallAlerts.ts';
import { SMALL_ACTION_GROUPS, SMALL_PROCESSING_RULES } from './smallActions.ts';
import { SMALL_RULES } from './smallRules.ts';
import { watchersAsResources } from '../watchers.ts';

/** What watches the subscriptions of world `small`. */
export function smallMonitoring(start: number): (subscription: Subscription) => Monitoring {
  const alerts = smallAlerts(start);
  const changes = smallChanges(start);
  const annotations = smallAnnotations(start);
  return ({ id }) => ({ ...watchersOf(id), alerts: alerts[id] ?? [], changes: changes[id] ?? [], annotations });
}

/** Rules and action groups are resources like any other. */
export function smallWatchers(subscriptionId: string): Resource[] {
  return watchersAsResources(watchersOf(subscriptionId));
}

function watchersOf(id: string): Pick<Monitoring, 'rules' | 'actionGroups' | 'processingRules'> {
  return {
    rules: SMALL_RULES[id] ?? [],
    actionGroups: SMALL_ACTION_GROUPS[id] ?? [],
    processingRules: SMALL_PROCESSING_RULES[id] ?? [],
  };
}
