import type { Option } from '../../../shared/tree.ts';
import type { Scope } from '../scope.ts';

/** Alert rules by name, each name once: people mean all rules of that name. */
export function ruleOptions(scope: Scope): Option[] {
  const names = new Set<string>();
  for (const { rows } of scope.views()) {
    rows.alertRules?.forEach((row) => row.what === 'rule' && names.add(row.name));
    // Rules that have gone have left alerts behind.
    rows.alerts?.forEach((alert) => names.add(alert.ruleName));
  }
  return listed(names);
}

/** Monitoring services that fired alerts in the scope. */
export function serviceOptions(scope: Scope): Option[] {
  const names = new Set<string>();
  for (const { rows } of scope.views()) {
    rows.alerts?.forEach(({ monitorService }) => monitorService !== null && names.add(monitorService));
  }
  return listed(names);
}

function listed(names: ReadonlySet<string>): Option[] {
  return Array.from(names, (name) => ({ text: name, value: name }));
}
