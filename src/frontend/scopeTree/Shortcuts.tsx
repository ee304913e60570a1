import React from 'react';
import { KIND_ICONS, KIND_LABELS } from '../labels.ts';
import { Pill, PillRow } from './Pill.tsx';
import type { RecentScope } from './recent.ts';
import { hasVariable, toggleVariable, type Selection } from './selection.ts';
import type { VariableNode } from './variableNodes.ts';

interface ShortcutsProps {
  variables: readonly VariableNode[];
  recent: readonly RecentScope[];
  selection: Selection;
  onSelect(selection: Selection): void;
}

/** What can be chosen without looking for it: the dashboard's variables, and what was chosen before. */
export function Shortcuts({ variables, recent, selection, onSelect }: ShortcutsProps) {
  return (
    <>
      {variables.length > 0 && (
        <PillRow label="Variables">
          {variables.map(({ kind, name }) => (
            <Pill
              key={`${kind} ${name}`}
              icon={KIND_ICONS[kind]}
              text={name}
              title={KIND_LABELS[kind].one}
              label={`${KIND_LABELS[kind].one} from variable ${name}`}
              pressed={hasVariable(selection, kind, name)}
              onClick={() => onSelect(toggleVariable(selection, kind, name))}
            />
          ))}
        </PillRow>
      )}
      {recent.length > 0 && (
        <PillRow label="Recently used">
          {recent.map(({ kind, ids, text }) => (
            <Pill
              key={`${kind} ${ids.join()}`}
              icon={KIND_ICONS[kind]}
              text={text}
              title={ids.join('\n')}
              label={`Choose ${text}`}
              onClick={() => onSelect({ ...selection, kind, ids })}
            />
          ))}
        </PillRow>
      )}
    </>
  );
}
