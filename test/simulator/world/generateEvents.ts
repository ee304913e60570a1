import type { Subscription } from './model.ts';
import type { EventPlan } from './monitoringModel.ts';

/** Service Health of a generated world. */
export function generateEvents(_key: string, _subscriptions: readonly Subscription[], _start: number): EventPlan[] {
  return [];
}
