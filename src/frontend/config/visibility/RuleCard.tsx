import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FieldValidationMessage, useStyles2 } from '@grafana/ui';
import React from 'react';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import {
  takesValues,
  valuesProblem,
  VISIBILITY_LISTS,
  VISIBILITY_SUBJECTS,
  type VisibilityList,
  type VisibilityRule,
} from '../../../shared/visibility.ts';
import { SelectField } from '../fields/ChoiceField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import { LinesField } from './LinesField.tsx';
import { type Effect, ruleProblem, SUBJECTS, withList, withSubject } from './rules.ts';

const LABELS = SETTINGS_LABELS.visibilityRule;
const LIST_HELP: Record<keyof VisibilityList, string> = {
  customers: 'Ids or names, one a line; * for all. Ids stay right when a customer is renamed',
  tenants: 'Tenant ids or default domains, one a line',
  tags: 'Tags of tenants in the table above, one a line: team, or team=north',
};
const CHOICES = VISIBILITY_SUBJECTS.map((value) => ({ value, label: SUBJECTS[value].label }));

interface RuleCardProps {
  rule: VisibilityRule;
  /** `Visibility rule 1`, as the backend's sentences name it. */
  name: string;
  disabled: boolean;
  onChange(rule: VisibilityRule): void;
  onRemove(): void;
}

/** One rule: who, and what is allowed or denied. */
export function RuleCard({ rule, name, disabled, onChange, onRemove }: RuleCardProps) {
  const styles = useStyles2(getStyles);
  const { subject } = rule;
  const values = rule.values ?? [];
  const problem = ruleProblem(rule);
  const list = (effect: Effect, which: keyof VisibilityList) => (
    <LinesField
      key={which}
      label={`${LABELS[effect]}, ${LABELS[which]}`}
      help={LIST_HELP[which]}
      values={rule[effect]?.[which] ?? []}
      disabled={disabled}
      onChange={(texts) => onChange(withList(rule, effect, which, texts))}
    />
  );
  return (
    <div className={styles.card} role="group" aria-label={name}>
      <div className={styles.heading}>
        <h4 className={styles.title}>{name}</h4>
        {!disabled && (
          <Button
            type="button"
            variant="secondary"
            fill="text"
            size="sm"
            icon="trash-alt"
            aria-label={`Remove ${name}`}
            onClick={onRemove}
          />
        )}
      </div>
      <FieldGroup>
        <SelectField
          label={LABELS.subject}
          help="Whom the rule is about; Grafana tells plugins of no teams"
          choices={CHOICES}
          value={subject}
          disabled={disabled}
          onChange={(next) => onChange(withSubject(rule, next))}
        />
        {takesValues(subject) && (
          <LinesField
            label={LABELS.values}
            help={SUBJECTS[subject]?.help ?? 'One a line'}
            values={values}
            disabled={disabled}
            problem={valuesProblem(subject, values)}
            onChange={(texts) => onChange({ ...rule, values: texts })}
          />
        )}
      </FieldGroup>
      {!takesValues(subject) && <p className={styles.help}>{SUBJECTS[subject].help}.</p>}
      {(['allow', 'deny'] as const).map((effect) => (
        <FieldGroup key={effect} title={LABELS[effect]}>
          {VISIBILITY_LISTS.map((which) => list(effect, which))}
        </FieldGroup>
      ))}
      {problem && <FieldValidationMessage>{`${name} ${problem}.`}</FieldValidationMessage>}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    card: css({
      padding: theme.spacing(2),
      marginBottom: theme.spacing(2),
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.borderRadius(1),
    }),
    heading: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }),
    title: css({ margin: 0, fontSize: theme.typography.h5.fontSize }),
    help: css({ color: theme.colors.text.secondary }),
  };
}
