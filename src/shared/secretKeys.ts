/**
 * Secrets of a credential, by its kind and proof. `certificate` is PEM: a private key and its certificate, and while one
 * is being replaced a second pair of them. `refreshToken` may be left out: signing in through the editor stores one.
 */
export type SecretName = 'clientSecret' | 'refreshToken' | 'certificate';

/** Key in `secureJsonData` of one credential's secret, e.g. `credential.partner.refreshToken`. */
export function secretKey(credentialId: string, name: SecretName): string {
  return `credential.${credentialId}.${name}`;
}

/** Key in `secureJsonData` of extra CA certificates (PEM), the key that Grafana's own data sources use. */
export const TLS_CA_KEY = 'tlsCACert';

/** Key in `secureJsonData` of the password at the proxy. */
export const PROXY_PASSWORD_KEY = 'proxyPassword';

/**
 * Key in `secureJsonData` of what encrypts the plugin's own store of refresh tokens. Several, one a line: the first
 * encrypts, all decrypt, so that a key can be replaced. The server's operator may set it instead.
 */
export const TOKEN_STORE_KEY = 'tokenStoreKey';
/** Characters of the key that encrypts: a shorter one can be guessed by whoever gets at the file. */
export const TOKEN_STORE_KEY_LENGTH = 16;
