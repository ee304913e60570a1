/**
 * The `tid` claim of an access token, lower case: the tenant that it enters. Undefined where it can't be read. The
 * signature is the API's to check; this only guards against using a token for the wrong tenant.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function tenantOfToken(token: string): string | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const tid = (claims as { tid?: unknown } | null)?.tid;
    return typeof tid === 'string' ? tid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
