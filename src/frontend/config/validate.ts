/** Checks of what is typed into the settings: a sentence that says what is wrong, or undefined. The backend checks again. */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

export function guidProblem(text: string): string | undefined {
  return GUID.test(text) ? undefined : 'A GUID such as 00000000-0000-0000-0000-000000000000';
}

/** Tenants are named by id or by any of their domains. */
export function tenantProblem(text: string): string | undefined {
  return GUID.test(text) || DOMAIN.test(text)
    ? undefined
    : 'A tenant id (GUID) or a domain such as contoso.onmicrosoft.com';
}

/** What tenants and secret keys refer to a credential by. */
export function credentialIdProblem(text: string, others: readonly string[]): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) {
    return 'Letters, digits, - and _ only';
  }
  return others.includes(text) ? `Another credential is named ${text}` : undefined;
}

/** Endpoints are origins: scheme, host and port. Empty means the cloud's own. */
export function endpointProblem(text: string): string | undefined {
  if (text === '') {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) {
    return 'An address such as https://proxy.example.com:8443';
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    return 'Only scheme, host and port: no path, query or user name';
  }
  return undefined;
}

/** True for addresses that the backend refuses unless the server's operator allows them. */
export function isInsecure(text: string): boolean {
  return text.toLowerCase().startsWith('http:');
}

export function numberProblem(text: string, least: number, most: number): string | undefined {
  if (text === '') {
    return undefined;
  }
  const ok = /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  return ok ? undefined : `A whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
}

export function pemProblem(text: string): string | undefined {
  const ok = text.trim() === '' || /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text);
  return ok ? undefined : 'PEM text that begins with -----BEGIN CERTIFICATE-----';
}
