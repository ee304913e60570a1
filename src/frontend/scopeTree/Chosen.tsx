import React from 'react';
import type { KnownValues } from '../components/optionList.ts';
import type { NameOf } from '../query/queryText.ts';
import { KIND_ICONS } from '../labels.ts';
import { Pill, PillRow } from './Pill.tsx';
import { toggleSelected, type Selection } from './selection.ts';

interface ChosenProps {
  selection: Selection;
  known: KnownValues;
  /** Names that the tree has shown. */
  nameOf: NameOf;
  onSelect(selection: Selection): void;
}

/** More than that are counted. */
const SHOWN = 12;

/** What is ticked, wherever in the tree it is; what Azure no longer has is said to be gone, and stays until it is unticked. */
export function Chosen({ selection, known, nameOf, onSelect }: ChosenProps) {
  const { kind, ids } = selection;
  if (!kind) {
    return null;
  }
  return (
    <PillRow label="Ticked">
      {ids.slice(0, SHOWN).map((id) => {
        const name = nameOf(kind, id) ?? known.get(id.toLowerCase());
        const text = name ?? id.split('/').pop() ?? id;
        return (
          <Pill
            key={id}
            icon={KIND_ICONS[kind]}
            text={name === null ? `Not found: ${text}` : text}
            title={id}
            label={`Untick ${text}${name === null ? ', which was not found' : ''}`}
            warning={name === null}
            closes
            onClick={() => onSelect(toggleSelected(selection, { kind, id }))}
          />
        );
      })}
      {ids.length > SHOWN && <span>{`and ${(ids.length - SHOWN).toLocaleString('en')} more`}</span>}
    </PillRow>
  );
}
