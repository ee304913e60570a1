import type { Simulation } from '../../core/simulation.ts';
import type { Subscription } from '../../world/model.ts';
import { processingRuleProperties } from '../alertsManagement/processingRuleShape.ts';
import { actionGroupProperties } from '../insights/actionGroupShape.ts';
import { LEGACY, ruleProperties } from '../insights/ruleShapes.ts';

/**
 * Properties of the rules, action groups and alert processing rules of a subscription by their id, as their provider
 * answers them. A log rule of the first generation keeps the shape that it was made in.
 */
export function watcherProperties(simulation: Simulation, subscription: Subscription): Map<string, () => unknown> {
  const { rules, actionGroups, processingRules } = simulation.world.monitoring(subscription);
  const found = new Map<string, () => unknown>();
  for (const rule of rules) {
    const version = rule.kind === 'log' && rule.generation === '2018' ? LEGACY : '';
    found.set(rule.id, () => ruleProperties(rule, version));
  }
  actionGroups.forEach((group) => found.set(group.id, () => actionGroupProperties(group)));
  processingRules.forEach((rule) => found.set(rule.id, () => processingRuleProperties(rule)));
  return found;
}
