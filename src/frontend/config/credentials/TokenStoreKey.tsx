import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { TOKEN_STORE_KEY, TOKEN_STORE_KEY_LENGTH } from '../../../shared/secretKeys.ts';
import { linesOf, tokenStoreKeyProblem } from '../../../shared/settingsChecks.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { SecretArea } from '../fields/SecretArea.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';

/** What encrypts the refresh tokens that are kept on this server. One is made when there is none, and can be replaced. */
export function TokenStoreKey({ settings }: { settings: SettingsAccess }) {
  const styles = useStyles2(getStyles);
  const [wasStored] = useState(settings.isStored(TOKEN_STORE_KEY));
  const [made, setMade] = useState(false);
  const [reset, setReset] = useState(false);
  const needed = settings.credentials.some(
    ({ kind, refreshTokenStore }) => kind === 'secureApplicationModel' && refreshTokenStore !== 'keyVault',
  );
  const stored = settings.isStored(TOKEN_STORE_KEY);
  const typed = settings.typedSecret(TOKEN_STORE_KEY);
  const { readOnly, setSecret } = settings;
  const make = () => {
    setMade(true);
    setSecret(TOKEN_STORE_KEY, [randomKey(), typed.trim()].filter(Boolean).join('\n'));
  };
  const missing = needed && !readOnly && !stored && typed === '' && !reset;
  useEffect(() => {
    if (missing) {
      setMade(true);
      setSecret(TOKEN_STORE_KEY, randomKey());
    }
    // Once per absence: setSecret is a new function with each change of the settings.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [missing]);

  if (!needed) {
    return null;
  }
  return (
    <div className={styles.box}>
      <SecretArea
        label={SETTINGS_LABELS.tokenStoreKey}
        help={`Encrypts the refresh tokens that are kept on this server. One key a line: the first encrypts and has at least ${TOKEN_STORE_KEY_LENGTH} characters, all of them decrypt.`}
        secret={TOKEN_STORE_KEY}
        settings={resetting(settings, () => setReset(true))}
        rows={2}
        problem={(text) => tokenStoreKeyProblem(linesOf(text))}
      />
      {made && typed !== '' && !wasStored && (
        <Alert severity="info" title="A random key was made">
          It is stored with the next save. Keep a copy of it if another server is to read the same store.
        </Alert>
      )}
      {reset && wasStored && !stored && (
        <Alert severity="warning" title="The stored key is being replaced">
          What it encrypted can only be read while the old key stands on a further line. Without it, sign in again for
          each credential that keeps its refresh token on this server. Without any key, renewed tokens are not kept on
          disk.
        </Alert>
      )}
      {!readOnly && !stored && (
        <Button type="button" variant="secondary" size="sm" icon="sync" onClick={make}>
          Make a random key
        </Button>
      )}
    </div>
  );
}

/** The same settings, telling when the key is reset. */
function resetting(settings: SettingsAccess, onReset: () => void): SettingsAccess {
  return {
    ...settings,
    resetSecret: (key) => {
      onReset();
      settings.resetSecret(key);
    },
  };
}

/** 32 random bytes in base64. */
function randomKey(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}

function getStyles(theme: GrafanaTheme2) {
  return { box: css({ maxWidth: 720, marginBottom: theme.spacing(2) }) };
}
