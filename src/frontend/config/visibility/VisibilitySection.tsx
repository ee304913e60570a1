import { Alert, Button } from '@grafana/ui';
import React from 'react';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import type { VisibilityRule } from '../../../shared/visibility.ts';
import { ConfigSection } from '../ConfigSection.tsx';
import { SwitchField } from '../fields/SwitchField.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { RuleCard } from './RuleCard.tsx';
import { adminsSeeAll, FIRST_RULE, isOn, NEW_RULE, rulesOf } from './rules.ts';

/** Who sees which customers. */
export function VisibilitySection({ settings }: { settings: SettingsAccess }) {
  const { json, readOnly, patch } = settings;
  const policy = json.visibility;
  const on = isOn(policy);
  const rules = rulesOf(policy);
  const set = (next: readonly VisibilityRule[]) => patch({ visibility: { ...policy, enabled: on, rules: [...next] } });
  const turn = (enabled: boolean) =>
    patch({ visibility: { ...policy, enabled, rules: rules.length > 0 ? [...rules] : [FIRST_RULE] } });
  return (
    <ConfigSection
      title={SETTINGS_LABELS.visibility}
      aside={on ? rules.length : undefined}
      description="Off, everybody who may query sees every customer. On, everybody sees only what rules allow: all rules that fit somebody count together, and what one of them denies stays hidden. Whoever can read these settings can read the rules; ids tell less than names."
      collapsed={!on}
    >
      <SwitchField
        label="Show people only the customers that rules allow"
        help="Queries, variables, the tree, alert rules, logs, exports, Save & test"
        value={on}
        disabled={readOnly}
        onChange={turn}
      />
      {on && !adminsSeeAll(rules) && (
        <Alert severity="warning" title="No rule shows administrators everything">
          Signing in, consent and what Save &amp; test finds are kept to those who see every customer.
        </Alert>
      )}
      {on &&
        rules.map((rule, index) => (
          <RuleCard
            // By place: rules have no names, and count in any order.
            key={index}
            name={`${SETTINGS_LABELS.visibilityRule.name} ${index + 1}`}
            rule={rule}
            disabled={readOnly}
            onChange={(next) => set(rules.map((one, at) => (at === index ? next : one)))}
            onRemove={() => set(rules.filter((_, at) => at !== index))}
          />
        ))}
      {on && !readOnly && (
        <Button type="button" variant="secondary" icon="plus" onClick={() => set([...rules, NEW_RULE])}>
          Add rule
        </Button>
      )}
    </ConfigSection>
  );
}
