import { X509Certificate } from 'node:crypto';
import { NO_AUTHORITIES } from '../../shared/pem.ts';
import { PROXY_PASSWORD_KEY, TLS_CA_KEY } from '../../shared/secretKeys.ts';
import { proxyProblem } from '../../shared/settingsChecks.ts';
import { encodeText } from '../common/pathSegment.ts';
import { entryOf, isNamed } from './endpoints/allowedEndpoints.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import type { SettingsOperator } from './operator.ts';
import { proxyWithCaRefused } from './endpoints/operatorRefusals.ts';

interface ProxyContext {
  operator: SettingsOperator;
  /** The settings' own CA certificates. */
  ca: string | null;
  mistakes: string[];
}

/** The proxy as one URL with its user and password; null for none, and after a mistake. */
export function readProxy(value: unknown, secrets: Fields, context: ProxyContext): string | null {
  const { mistakes } = context;
  const fields = new Fields(value, '', mistakes);
  const text = fields.text('proxyUrl', LABELS.network.proxyUrl);
  const user = fields.text('proxyUser', LABELS.network.proxyUser);
  const password = secrets.text(PROXY_PASSWORD_KEY, LABELS.network.proxyPassword);
  if (text === '') {
    if (user !== '') {
      fields.mistake(LABELS.network.proxyUrl, `is missing, but ${LABELS.network.proxyUser} is given`);
    }
    return null;
  }
  const problem = proxyProblem(text);
  if (problem) {
    fields.mistake(LABELS.network.proxyUrl, problem);
    return null;
  }
  const { origin, host } = new URL(text);
  if (context.ca !== null && !mayReadAlong(origin, context.operator)) {
    mistakes.push(`${LABELS.network.proxyUrl} ${proxyWithCaRefused(host, entryOf(origin))}`);
    return null;
  }
  if (user === '' && password !== '') {
    fields.mistake(LABELS.network.proxyUser, 'is missing, but a password for the proxy is stored');
    return null;
  }
  const url = new URL(origin);
  url.username = encodeText(user);
  url.password = encodeText(password);
  return url.href;
}

/** Without a CA of its own a proxy only carries what is encrypted for Microsoft's hosts. */
function mayReadAlong(origin: string, { allowInsecureEndpoints, allowedEndpoints }: SettingsOperator): boolean {
  return allowInsecureEndpoints || isNamed(origin, allowedEndpoints ?? []);
}

/** Extra CA certificates, PEM; null for none, and after a mistake. */
export function readCa(secrets: Fields, mistakes: string[]): string | null {
  const pem = secrets.text(TLS_CA_KEY, LABELS.ca);
  if (pem === '') {
    return null;
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) {
      throw new Error('no certificate');
    }
    blocks.forEach((block) => new X509Certificate(block));
  } catch {
    mistakes.push(`${LABELS.ca} ${NO_AUTHORITIES}.`);
    return null;
  }
  return pem;
}
