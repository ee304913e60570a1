import { css } from '@emotion/css';
import { Button, Modal, useTheme2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { FilterName, QueryFilters } from '../../shared/query.ts';
import type { AzureCspDataSource } from '../datasource.ts';
import { KIND_LABELS } from '../labels.ts';
import { ScopeTree } from './ScopeTree.tsx';
import { applySelection, selectionOf, type Selection } from './selection.ts';

interface ScopePickerProps {
  datasource: AzureCspDataSource;
  filters: QueryFilters;
  /** Filters of the query type: only their levels can be ticked. */
  allowed: readonly FilterName[];
  onApply(filters: QueryFilters): void;
  onClose(): void;
}

/** Dialog to choose customers, tenants, subscriptions, resource groups or resources in the tree. */
export function ScopePicker({ datasource, filters, allowed, onApply, onClose }: ScopePickerProps) {
  const theme = useTheme2();
  const [selection, setSelection] = useState(() => selectionOf(filters));
  return (
    <Modal title="Browse the estate" isOpen onDismiss={onClose} className={css({ width: 820, maxWidth: '95vw' })}>
      <ScopeTree datasource={datasource} allowed={allowed} selection={selection} onSelect={setSelection} />
      <p className={css({ margin: theme.spacing(1, 0, 0), color: theme.colors.text.secondary })}>
        {summary(selection)}
      </p>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" type="button" onClick={onClose}>
          Cancel
        </Button>
        <Button type="button" onClick={() => onApply(applySelection(filters, selection))}>
          Apply
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

function summary({ kind, ids }: Selection): string {
  if (!kind) {
    return 'Nothing ticked: everything is included. Tick one or more nodes of the same level.';
  }
  const { one, many } = KIND_LABELS[kind];
  return `${ids.length.toLocaleString('en')} ${(ids.length === 1 ? one : many).toLowerCase()} ticked. To tick another level, untick these first.`;
}
