import { Button } from '@grafana/ui';
import React, { useState } from 'react';
import { defaultCredentialId } from '../credentials/credentialList.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { ConsentDialog } from './ConsentDialog.tsx';

interface GrantConsentProps {
  /** Absent: the dialog asks for it. */
  tenantId?: string;
  /** How the customer is called. */
  name: string;
  settings: SettingsAccess;
}

/** Offers pre-consent in a customer's tenant; nothing is granted before the dialog is confirmed. */
export function GrantConsentButton({ tenantId, name, settings }: GrantConsentProps) {
  const [open, setOpen] = useState(false);
  const unsaved = settings.unsaved(settings.json.partner?.credential ?? defaultCredentialId(settings.json));
  return (
    <>
      <Button
        type="button"
        variant="secondary"
        icon="lock"
        disabled={unsaved !== undefined}
        tooltip={unsaved}
        aria-label={`Grant consent in ${name}`}
        onClick={() => setOpen(true)}
      >
        Grant consent{tenantId ? '' : ' in a customer’s tenant'}…
      </Button>
      {open && <ConsentDialog uid={settings.uid} given={tenantId} name={name} onDismiss={() => setOpen(false)} />}
    </>
  );
}
