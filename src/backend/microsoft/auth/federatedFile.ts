import { readFile } from 'node:fs/promises';
import { claimsOfToken } from './jwt.ts';
import { proofError } from './proofError.ts';

/**
 * The token that the platform renews in a file, such as Kubernetes' service account token. It is read each time: the
 * kubelet replaces it about hourly. Nothing of the file's content is ever shown.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 *
 * @param now ms since the epoch.
 */
export async function readFederatedFile(credentialId: string, path: string, now: number): Promise<string> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch {
    throw proofError(credentialId, 'FederatedTokenMissing');
  }
  if (text === '') {
    throw proofError(credentialId, 'FederatedTokenEmpty');
  }
  const claims = claimsOfToken(text);
  if (claims === undefined) {
    throw proofError(credentialId, 'FederatedTokenMalformed');
  }
  if (typeof claims.exp === 'number' && claims.exp * 1000 <= now) {
    throw proofError(credentialId, 'FederatedTokenExpired');
  }
  return text;
}
