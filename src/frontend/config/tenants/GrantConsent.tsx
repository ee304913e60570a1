import { Alert, Button, Modal, Spinner } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import type { ConsentScopes, CustomerConsented } from '../../../shared/signIn.ts';
import { errorText } from '../../errorText.ts';
import { defaultCredentialId } from '../credentials/credentialList.ts';
import { routesOf } from '../routes.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { ScopeList } from './ScopeList.tsx';

interface GrantConsentProps {
  tenantId: string;
  /** How the customer is called. */
  name: string;
  settings: SettingsAccess;
}

/** Offers pre-consent in one customer's tenant; nothing is granted before the dialog is confirmed. */
export function GrantConsentButton(props: GrantConsentProps) {
  const { settings, name } = props;
  const [open, setOpen] = useState(false);
  const unsaved = settings.unsaved(settings.json.partner?.credential ?? defaultCredentialId(settings.json));
  return (
    <>
      <Button
        type="button"
        variant="secondary"
        size="sm"
        icon="lock"
        disabled={unsaved !== undefined}
        tooltip={unsaved}
        aria-label={`Grant consent in ${name}`}
        onClick={() => setOpen(true)}
      >
        Grant consent…
      </Button>
      {open && <GrantConsent {...props} onDismiss={() => setOpen(false)} />}
    </>
  );
}

/** Shows what would be granted, asks, and shows the outcome. */
function GrantConsent({ tenantId, name, settings, onDismiss }: GrantConsentProps & { onDismiss(): void }) {
  const [scopes, setScopes] = useState<ConsentScopes>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<CustomerConsented>();
  const [error, setError] = useState<string>();
  const routes = routesOf(settings.uid);
  useEffect(() => {
    let gone = false;
    routesOf(settings.uid)
      .scopes()
      .then(
        (read) => !gone && setScopes(read),
        (reason: unknown) => !gone && setError(errorText(reason)),
      );
    return () => {
      gone = true;
    };
  }, [settings.uid]);
  const grant = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setOutcome(await routes.consent({ tenantId }));
    } catch (reason) {
      setError(errorText(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal isOpen title={`Grant consent in ${name}`} onDismiss={onDismiss}>
      {!scopes && !error && <Spinner />}
      {scopes && <ScopeList tenantId={tenantId} scopes={scopes} />}
      {outcome && (
        <Alert
          severity="success"
          title={outcome.outcome === 'granted' ? 'Consent was granted' : 'Consent had been granted before'}
        >
          {outcome.sentence}
        </Alert>
      )}
      {error && (
        <Alert severity="error" title="Consent was not granted">
          {error}
        </Alert>
      )}
      <Modal.ButtonRow>
        <Button type="button" variant="secondary" fill="outline" onClick={onDismiss}>
          {outcome ? 'Close' : 'Cancel'}
        </Button>
        {!outcome && (
          <Button type="button" disabled={!scopes || busy} onClick={() => void grant()}>
            {busy ? 'Granting…' : 'Grant'}
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}
