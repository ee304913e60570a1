/**
 * Checks of the data source's settings for both halves: the reason why something can't be used, to stand after the
 * field's label, or undefined. The config editor says it while one types; the backend refuses by it.
 */
import { SETTINGS_LABELS } from './settingsLabels.ts';
import { TOKEN_STORE_KEY_LENGTH } from './secretKeys.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** True for the usual spelling of a GUID, in any case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** True for a DNS name with at least one dot, as tenants have them. */
export function isDomain(text: string): boolean {
  return DOMAIN.test(text);
}

export function guidProblem(text: string): string | undefined {
  return isGuid(text) ? undefined : 'must be a GUID such as 00000000-0000-0000-0000-000000000000';
}

/** Tenants are named by id or by any of their domains. */
export function tenantProblem(text: string): string | undefined {
  return isGuid(text) || isDomain(text)
    ? undefined
    : "must be a tenant ID (a GUID) or one of the tenant's domains, such as contoso.onmicrosoft.com";
}

export function subscriptionsProblem(ids: readonly unknown[]): string | undefined {
  return ids.every((id) => typeof id === 'string' && isGuid(id.trim()))
    ? undefined
    : 'must hold subscription IDs (GUIDs) only';
}

/** What tenants and secret keys refer to a credential by. */
export function credentialIdProblem(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? undefined : 'may hold up to 64 letters, digits, - and _ only';
}

/**
 * An endpoint is an origin: scheme, host and port. What WHATWG URL parsing would silently turn into another host (numbers
 * for IPv4 addresses, backslashes, look-alike letters) is refused, so that the host that people read is the host that
 * gets the tokens. Whether plain http is allowed is the server's to say.
 */
export function originProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    return 'is not a URL; write it as https://host or https://host:port';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
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

/** A proxy is an origin too, and may be plain http: what goes through it is encrypted by itself. */
export function proxyProblem(text: string): string | undefined {
  return /^https?:\/\//i.test(text) ? originProblem(text) : 'must start with http:// or https://';
}

/** Whether an origin is one of the vaults of a cloud. https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates */
export function isVaultOfCloud(origin: string, keyVaultSuffix: string): boolean {
  const { protocol, hostname, port } = new URL(origin);
  return (
    protocol === 'https:' &&
    port === '' &&
    hostname.endsWith(keyVaultSuffix) &&
    /^[a-z0-9-]{3,24}$/.test(hostname.slice(0, -keyVaultSuffix.length))
  );
}

/** The token that opens vaults goes to vaults of the cloud, or to the one of the endpoints. */
export function vaultProblem(text: string, keyVaultSuffix: string, own: string | null): string | undefined {
  const problem = originProblem(text);
  if (problem) {
    return problem;
  }
  const { origin } = new URL(text);
  return isVaultOfCloud(origin, keyVaultSuffix) || origin === own
    ? undefined
    : `is no vault of this cloud; it must be https://<name>${keyVaultSuffix}, or the ${SETTINGS_LABELS.endpoints.keyVault}`;
}

/** Names of secrets and certificates in Key Vault. */
export function vaultNameProblem(text: string): string | undefined {
  return /^[0-9A-Za-z-]{1,127}$/.test(text) ? undefined : 'may hold up to 127 letters, digits and - only';
}

/** What opens a vault must not lie in one, or opening it would wait for itself. */
export function openerProblem(id: string): string {
  return `names "${id}", which needs a vault itself; choose a credential whose own secret or certificate is not in Key Vault`;
}

/** @param value a number, or what a text box holds. */
export function wholeProblem(value: unknown, { least, most }: { least: number; most: number }): string | undefined {
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  const ok = typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most;
  return ok ? undefined : `must be a whole number from ${least} to ${most}`;
}

/** The first key encrypts: a short one can be guessed by whoever gets at the file. */
export function tokenStoreKeyProblem([first]: readonly string[]): string | undefined {
  return first !== undefined && first.length < TOKEN_STORE_KEY_LENGTH
    ? `must have at least ${TOKEN_STORE_KEY_LENGTH} characters: put a longer one on a line above it`
    : undefined;
}

/** Texts of a field with one a line. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Said of settings that are right as far as they go. */
export const NOTHING_TO_WATCH = `Turn on "${SETTINGS_LABELS.partner}" or add a row under ${SETTINGS_LABELS.tenants}: there is nothing to watch.`;
