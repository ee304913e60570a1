import type { CredentialOptions } from '../../../shared/credentialOptions.ts';
import type { SettingsAccess } from '../settingsAccess.ts';

/** What the fields of each kind of credential are given. */
export interface KindFieldsProps {
  credential: CredentialOptions;
  settings: SettingsAccess;
  onChange(credential: CredentialOptions): void;
}
