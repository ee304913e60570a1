/**
 * Checks of what is typed into the settings: the reason why it can't be used, to stand after the field's label, or
 * undefined. The words are the backend's (`src/backend/settings`), which checks again; a test compares them.
 */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

export function guidProblem(text: string): string | undefined {
  return isGuid(text) ? undefined : 'must be a GUID such as 00000000-0000-0000-0000-000000000000';
}

/** Tenants are named by id or by any of their domains. */
export function tenantProblem(text: string): string | undefined {
  return isGuid(text) || DOMAIN.test(text)
    ? undefined
    : "must be a tenant ID (a GUID) or one of the tenant's domains, such as contoso.onmicrosoft.com";
}

export function subscriptionsProblem(ids: readonly string[]): string | undefined {
  return ids.every(isGuid) ? undefined : 'must hold subscription IDs (GUIDs) only';
}

/** What tenants and secret keys refer to a credential by. */
export function credentialIdProblem(text: string, others: readonly string[]): string | undefined {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(text)) {
    return 'may hold up to 64 letters, digits, - and _ only';
  }
  return others.includes(text) ? 'is used twice; names must differ' : undefined;
}

/** Endpoints are origins: scheme, host and port. Whether plain http is allowed is the server's to say. */
export function endpointProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    return 'is not a URL; write it as https://host or https://host:port';
  }
  if (!['https:', 'http:'].includes(url.protocol)) {
    return 'must start with https://';
  }
  if (url.username !== '' || url.password !== '' || text.includes('@')) {
    return 'must not carry a user name or password';
  }
  const standardPort = url.protocol === 'https:' ? ':443' : ':80';
  const written = text.replace(/\/$/, '').toLowerCase();
  const plain = `${url.protocol}//${url.host}`;
  return written === plain || written === plain + standardPort
    ? undefined
    : 'must be only https://host or https://host:port, without a path, query or unusual spelling';
}

/** True for addresses that the backend refuses unless the server's operator allows them. */
export function isInsecure(text: string): boolean {
  return text.toLowerCase().startsWith('http:');
}

export function wholeProblem(text: string, least: number, most: number): string | undefined {
  const ok = text === '' || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
  return ok ? undefined : `must be a whole number from ${least} to ${most}`;
}

/** Names of secrets and certificates in Key Vault. */
export function vaultNameProblem(text: string): string | undefined {
  return /^[0-9A-Za-z-]{1,127}$/.test(text) ? undefined : 'may hold up to 127 letters, digits and - only';
}

/** A proxy is an origin too, and may be plain http: what goes through it is encrypted by itself. */
export function proxyProblem(text: string): string | undefined {
  return /^https?:\/\//i.test(text) ? endpointProblem(text) : 'must start with http:// or https://';
}
