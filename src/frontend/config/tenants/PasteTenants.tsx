import { Button, Checkbox, Field, Modal, TextArea } from '@grafana/ui';
import React, { useId, useMemo, useState } from 'react';
import type { TenantOptions } from '../../../shared/settings.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { CsvPreview } from './CsvPreview.tsx';
import { parseTenants } from './tenantCsv.ts';

interface PasteTenantsProps {
  settings: SettingsAccess;
  onAdd(tenants: TenantOptions[]): void;
  onDismiss(): void;
}

const EXAMPLE = 'tenant,name,credential,enabled,tags,include,exclude\nadatum.onmicrosoft.com,Adatum,,true,team=north,,';

/** Takes many tenants at once. Rows that can't be taken stay in the text until they are corrected. */
export function PasteTenants({ settings, onAdd, onDismiss }: PasteTenantsProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [replace, setReplace] = useState(false);
  const { tenants, credentials } = settings;
  const parsed = useMemo(
    () => parseTenants(text, tenants, new Set(credentials.map((credential) => credential.id))),
    [text, tenants, credentials],
  );
  const taken = [...parsed.tenants, ...(replace ? parsed.existing.map(({ tenant }) => tenant) : [])];
  const left = [...(replace ? [] : parsed.existing), ...parsed.problems];
  const add = () => {
    onAdd(taken);
    if (left.length === 0) {
      onDismiss();
      return;
    }
    const rows = left.sort((one, other) => one.line - other.line).map(({ row }) => row);
    setText([...(parsed.header ? [parsed.header] : []), ...rows].join('\n'));
  };
  return (
    <Modal isOpen title="Paste tenants as CSV" onDismiss={onDismiss}>
      <Field
        label="Tenants"
        htmlFor={id}
        description="Columns: tenant, name, credential, enabled, tags, include, exclude. All but the first may be left out; a header is needed only for another order. Comma, semicolon or tab; several tags or subscriptions in one cell are separated by ; or spaces."
      >
        <TextArea
          id={id}
          rows={8}
          spellCheck={false}
          value={text}
          placeholder={EXAMPLE}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      {text.trim() !== '' && <CsvPreview parsed={parsed} replace={replace} />}
      {parsed.existing.length > 0 && (
        <Checkbox
          label="Replace rows that are already there"
          description="Columns that the text lacks stay as they are"
          value={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
      )}
      <Modal.ButtonRow>
        <Button type="button" variant="secondary" fill="outline" onClick={onDismiss}>
          Cancel
        </Button>
        <Button type="button" disabled={taken.length === 0} onClick={add}>
          {taken.length === 1 ? 'Add 1 tenant' : `Add ${taken.length} tenants`}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
