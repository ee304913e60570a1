import { isJsonObject, type JsonObject } from '../../../shared/json.ts';

/**
 * The claims of a JSON Web Token; undefined where they can't be read. The signature is the receiver's to check.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function claimsOfToken(token: string): JsonObject | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The `tid` claim of an access token, lower case: the tenant that it enters. It guards against using a token for the
 * wrong tenant.
 */
export function tenantOfToken(token: string): string | undefined {
  const tid = claimsOfToken(token)?.tid;
  return typeof tid === 'string' ? tid.toLowerCase() : undefined;
}
