import { badInput } from '../common/errors.ts';
import { needCorrecting } from './needCorrecting.ts';
import type { Credential, Settings } from './settings.ts';

/**
 * A credential of the settings by its id.
 *
 * @throws {CspError} code `Settings`: there is none of that name, or what it lacks.
 */
export function credentialOf(
  { credentials, brokenCredentials }: Pick<Settings, 'credentials' | 'brokenCredentials'>,
  id: string,
): Credential {
  const credential = credentials.get(id);
  if (credential) {
    return credential;
  }
  const mistake = brokenCredentials.get(id)?.mistake;
  throw badInput(
    mistake === undefined
      ? `There is no credential "${id.slice(0, 64)}" in the data source's settings.`
      : needCorrecting([mistake]),
    'Settings',
  );
}
