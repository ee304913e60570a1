import { RadioButtonGroup, Select } from '@grafana/ui';
import React, { useId, useState } from 'react';
import type { RollupMember, RollupOptions, RollupPolicy } from '../../shared/query.ts';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import { TextInput } from '../components/TextInput.tsx';
import { byTypeText, readByType } from './rollupText.ts';

interface RollupRowProps {
  rollup: RollupOptions;
  /** Undefined: the worst of all, which is answered from totals. */
  onChange(rollup: RollupOptions | undefined): void;
}

const POLICIES: Array<{ value: RollupPolicy; label: string; description: string }> = [
  { value: 'worstOf', label: 'Worst of', description: 'The worst state of a member' },
  { value: 'bestOf', label: 'Best of', description: 'The best state of a member: fine while one of them is' },
  { value: 'percentage', label: 'Percentage', description: 'The worst state of the healthiest share of the members' },
];
const MEMBERS: Array<{ value: RollupMember; label: string }> = [
  { value: 'ignore', label: 'Leave out' },
  { value: 'asIs', label: 'As they are' },
  { value: 'degraded', label: 'As Degraded' },
  { value: 'unavailable', label: 'As Unavailable' },
];

/** How a group's state comes from those of its members, as in System Center's dependency rollup. */
export function RollupRow({ rollup, onChange }: RollupRowProps) {
  const id = useId();
  const [problems, setProblems] = useState<{ share?: string; types?: string }>({});
  const patch = (part: Partial<RollupOptions>) => {
    const next = Object.fromEntries(
      Object.entries({ ...rollup, ...part }).filter(([, value]) => value !== undefined),
    ) as RollupOptions;
    const usual = Object.keys(next).length === 0 || (next.policy === 'worstOf' && Object.keys(next).length === 1);
    onChange(usual ? undefined : next);
  };
  const member = (name: 'unreadMembers' | 'maintenanceMembers', label: string, help: string, usual: RollupMember) => (
    <EditorField label={label} htmlFor={`${id}-${name}`} help={help} width={160}>
      <Select<RollupMember>
        inputId={`${id}-${name}`}
        aria-label={label}
        options={name === 'unreadMembers' ? MEMBERS.filter(({ value }) => value !== 'asIs') : MEMBERS}
        value={rollup[name] ?? usual}
        menuShouldPortal
        onChange={({ value }) => patch({ [name]: value === usual ? undefined : value })}
      />
    </EditorField>
  );
  return (
    <EditorRow>
      <EditorField label="Rollup" help="How the state of a group comes from those of its resources">
        <RadioButtonGroup<RollupPolicy>
          options={POLICIES}
          value={rollup.policy ?? 'worstOf'}
          onChange={(policy) =>
            patch({ policy, percentage: policy === 'percentage' ? (rollup.percentage ?? 60) : undefined })
          }
        />
      </EditorField>
      {rollup.policy === 'percentage' && (
        <EditorField
          label="Percent"
          help="The healthiest share of the members: the worst state among them counts"
          htmlFor={`${id}-share`}
          width={90}
          error={problems.share}
        >
          <TextInput
            id={`${id}-share`}
            value={String(rollup.percentage ?? 100)}
            invalid={problems.share !== undefined}
            onCommit={(text) => {
              const share = Number(text);
              const good = share >= 1 && share <= 100;
              setProblems({ ...problems, share: good ? undefined : 'A number from 1 to 100' });
              if (good) {
                patch({ percentage: share });
              }
            }}
          />
        </EditorField>
      )}
      <EditorField
        label="Types with a policy of their own"
        htmlFor={`${id}-types`}
        help="TYPE=POLICY, separated by commas; the policy is worstOf, bestOf, or a number for a percentage"
        width={340}
        error={problems.types}
      >
        <TextInput
          id={`${id}-types`}
          value={byTypeText(rollup.byType)}
          placeholder="Microsoft.Compute/virtualMachines=60"
          invalid={problems.types !== undefined}
          onCommit={(text) => {
            const read = readByType(text);
            setProblems({ ...problems, types: 'problem' in read ? read.problem : undefined });
            if ('byType' in read) {
              patch({ byType: read.byType });
            }
          }}
        />
      </EditorField>
      {member('unreadMembers', 'Unread members', 'Resources of subscriptions whose health could not be read', 'ignore')}
      {member(
        'maintenanceMembers',
        'In maintenance',
        'Resources under planned maintenance, or stopped by the customer',
        'asIs',
      )}
    </EditorRow>
  );
}
