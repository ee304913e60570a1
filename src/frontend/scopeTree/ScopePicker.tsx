import { css } from '@emotion/css';
import { Button, Modal, useTheme2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { FilterName, QueryFilters } from '../../shared/query.ts';
import { useOptions } from '../components/useOptions.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { KIND_LABELS } from '../labels.ts';
import { Chosen } from './Chosen.tsx';
import { readRecent, rememberRecent } from './recent.ts';
import { ScopeTree } from './ScopeTree.tsx';
import { applySelection, selectionOf, type Selection } from './selection.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { usePlainBackdrop } from './usePlainBackdrop.ts';
import { variableNodes } from './variableNodes.ts';

interface ScopePickerProps {
  datasource: ResourceSource;
  filters: QueryFilters;
  /** Filters of the query type: only their levels can be ticked. */
  allowed: readonly FilterName[];
  onApply(filters: QueryFilters): void;
  onClose(): void;
}

const EVERYWHERE: QueryFilters = {};

/** Dialog to choose customers, tenants, subscriptions, resource groups or resources in the tree. */
export function ScopePicker({ datasource, filters, allowed, onApply, onClose }: ScopePickerProps) {
  const theme = useTheme2();
  const [selection, setSelection] = useState(() => selectionOf(filters));
  const inside = usePlainBackdrop<HTMLParagraphElement>();
  const { known } = useOptions(datasource, selection.kind ?? 'customer', EVERYWHERE, selection.ids);
  const nameOf = (id: string) =>
    (selection.kind && datasource.names.nameOf(selection.kind, id)) ?? known.get(id.toLowerCase()) ?? id;
  const apply = () => {
    rememberRecent(datasource.uid, selection, recentText(selection, nameOf));
    onApply(applySelection(filters, selection));
  };
  return (
    <Modal title="Browse the estate" isOpen onDismiss={onClose} className={css({ width: 820, maxWidth: '95vw' })}>
      <ScopeTree datasource={datasource} allowed={allowed} selection={selection} onSelect={setSelection} />
      <Shortcuts
        variables={variableNodes(datasource.dashboardVariables(), selection).filter(({ kind }) =>
          allowed.includes(kind),
        )}
        recent={readRecent(datasource.uid).filter(({ kind }) => allowed.includes(kind))}
        selection={selection}
        onSelect={setSelection}
      />
      <Chosen selection={selection} known={known} nameOf={datasource.names.nameOf} onSelect={setSelection} />
      <p
        ref={inside as React.RefObject<HTMLParagraphElement>}
        role="status"
        className={css({ margin: theme.spacing(1, 0, 0), color: theme.colors.text.secondary })}
      >
        {summary(selection)}
      </p>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" type="button" onClick={onClose}>
          Cancel
        </Button>
        <Button type="button" onClick={apply}>
          Apply
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

/** `Contoso Production` or `Contoso Production and 2 more`. */
function recentText({ ids }: Selection, nameOf: (id: string) => string): string {
  const first =
    nameOf(ids[0] ?? '')
      .split('/')
      .pop() ?? '';
  return ids.length > 1 ? `${first} and ${ids.length - 1} more` : first;
}

function summary({ kind, ids, variables }: Selection): string {
  if (!kind) {
    return Object.keys(variables).length > 0
      ? 'Variables choose what is included. Tick nodes of one level to narrow it further.'
      : 'Nothing ticked: everything is included. Tick one or more nodes of the same level.';
  }
  const { one, many } = KIND_LABELS[kind];
  return `${ids.length.toLocaleString('en')} ${(ids.length === 1 ? one : many).toLowerCase()} ticked. To tick another level, untick these first.`;
}
