import React from 'react';
import { secretKey } from '../../../shared/secretKeys.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { RadioField } from '../fields/ChoiceField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import { SecretField } from '../fields/SecretField.tsx';
import { SignInPanel } from '../signIn/SignInPanel.tsx';
import type { KindFieldsProps } from './kindFieldsProps.ts';
import { STORE_CHOICES } from './kinds.ts';
import { EMPTY_VAULT, VaultFields } from './VaultFields.tsx';

/** The partner user's refresh token: where renewed ones go, and how to get the first. */
export function RefreshTokenFields({ credential, settings, onChange }: KindFieldsProps) {
  const labels = SETTINGS_LABELS.credential;
  const store = credential.refreshTokenStore ?? 'local';
  return (
    <>
      <FieldGroup>
        <RadioField
          label={labels.refreshTokenStore}
          help="Microsoft renews it with each use; the newest is kept there"
          choices={STORE_CHOICES}
          value={store}
          disabled={settings.readOnly}
          onChange={(refreshTokenStore) =>
            onChange({
              ...credential,
              refreshTokenStore,
              ...(refreshTokenStore === 'keyVault'
                ? { refreshTokenVault: credential.refreshTokenVault ?? EMPTY_VAULT }
                : {}),
            })
          }
        />
        <SecretField
          label={labels.refreshToken}
          help="Only to bring one from elsewhere; otherwise sign in below"
          secret={secretKey(credential.id, 'refreshToken')}
          settings={settings}
        />
      </FieldGroup>
      {store === 'keyVault' && (
        <VaultFields
          title={labels.refreshTokenVault}
          what="secret"
          value={credential.refreshTokenVault}
          owner={credential.id}
          settings={settings}
          onChange={(refreshTokenVault) => onChange({ ...credential, refreshTokenVault })}
        />
      )}
      <SignInPanel credentialId={credential.id} settings={settings} />
    </>
  );
}
