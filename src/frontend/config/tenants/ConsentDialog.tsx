import { Alert, Button, Modal, Spinner } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import type { ConsentScopes, CustomerConsented } from '../../../shared/signIn.ts';
import { errorText } from '../../errorText.ts';
import { routesOf } from '../routes.ts';
import { isGuid } from '../../../shared/settingsChecks.ts';
import { CustomerField } from './CustomerField.tsx';
import { ScopeList } from './ScopeList.tsx';

interface ConsentDialogProps {
  uid: string;
  /** The customer's tenant; absent: asked for. */
  given?: string;
  name: string;
  onDismiss(): void;
}

/** Shows what would be granted, asks, and shows the outcome. */
export function ConsentDialog({ uid, given, name, onDismiss }: ConsentDialogProps) {
  const { scopes, error: scopesError } = useScopes(uid);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<CustomerConsented>();
  const [refusal, setRefusal] = useState<string>();
  const tenantId = given ?? typed;
  const error = scopesError ?? refusal;
  const grant = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      setOutcome(await routesOf(uid).consent({ tenantId }));
    } catch (reason) {
      setRefusal(errorText(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal isOpen title={`Grant consent in ${name}`} onDismiss={onDismiss}>
      {!scopes && !error && <Spinner />}
      {scopes && <ScopeList scopes={scopes} />}
      {given === undefined && (
        <CustomerField tenantId={typed} disabled={busy || outcome !== undefined} onChange={setTyped} />
      )}
      <div aria-live="polite">
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
      </div>
      <Modal.ButtonRow>
        <Button type="button" variant="secondary" fill="outline" onClick={onDismiss}>
          {outcome ? 'Close' : 'Cancel'}
        </Button>
        {!outcome && (
          <Button
            type="button"
            disabled={!scopes || busy || (given === undefined && !isGuid(typed))}
            onClick={() => void grant()}
          >
            {busy ? 'Granting…' : 'Grant'}
          </Button>
        )}
      </Modal.ButtonRow>
    </Modal>
  );
}

function useScopes(uid: string): { scopes?: ConsentScopes; error?: string } {
  const [read, setRead] = useState<{ scopes?: ConsentScopes; error?: string }>({});
  useEffect(() => {
    let gone = false;
    const set = (next: typeof read) => !gone && setRead(next);
    routesOf(uid)
      .scopes()
      .then(
        (scopes) => set({ scopes }),
        (reason: unknown) => set({ error: errorText(reason) }),
      );
    return () => {
      gone = true;
    };
  }, [uid]);
  return read;
}
