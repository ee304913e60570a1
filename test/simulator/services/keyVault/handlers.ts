import { randomUUID } from 'node:crypto';
import type { Exchange, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { SecretVersion, Vault, VaultSecret } from '../../world/vaults/vaultModel.ts';
import { vaultError } from './errors.ts';
import { secretBundle, secretItem } from './shapes.ts';

const NAME = /^[0-9a-zA-Z-]{1,127}$/;
const MAX_VALUE_BYTES = 25_600;
const MAX_RESULTS = 25;

/** The current version, or the one that is named. */
export async function getSecret(
  simulation: Simulation,
  x: Exchange,
  vault: Vault,
  name: string,
  id?: string,
): Promise<Reply> {
  const secret = findSecret(simulation, vault, name);
  const version = id ? secret.versions.find((one) => one.id === id.toLowerCase()) : secret.versions.at(-1);
  if (!version) {
    throw notFound(name, id);
  }
  // `nbf` and `exp` are information for people: a secret is handed out before and after.
  // https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-attributes
  if (!version.enabled) {
    throw vaultError('SecretDisabled');
  }
  const value = await valueOf(simulation, version);
  return { status: 200, body: secretBundle(x.origin, secret, { ...version, value }) };
}

/** A certificate's policy says PEM: the private key, then the certificate. */
async function valueOf(simulation: Simulation, { certificate, value }: SecretVersion): Promise<string> {
  const app = certificate && simulation.registrations.application(certificate.clientId);
  const pairs = app ? await simulation.certificates.of(app) : [];
  const pair = pairs.find((one) => one.name === certificate?.name);
  return pair ? `${pair.privateKey.trim()}\n${pair.certificate.trim()}\n` : value;
}

export function listSecrets(x: Exchange, vault: Vault): Reply {
  const rows = vault.secrets.filter((one) => !one.deleted).sort((a, b) => a.name.localeCompare(b.name));
  return list(x, rows, (secret) => {
    const [current] = secret.versions.slice(-1);
    return current && secretItem(x.origin, secret, current, false);
  });
}

/** In the order of their ids, which says nothing about their age. */
export function listVersions(simulation: Simulation, x: Exchange, vault: Vault, name: string): Reply {
  const secret = simulation.world.vaults.secret(vault, name);
  const versions = secret && !secret.deleted ? [...secret.versions] : [];
  versions.sort((a, b) => a.id.localeCompare(b.id));
  return list(x, versions, (version) => secret && secretItem(x.origin, secret, version, true));
}

interface SetBody {
  value?: unknown;
  contentType?: string;
  tags?: Record<string, string>;
  attributes?: { enabled?: boolean; nbf?: number; exp?: number };
}

export function setSecret(simulation: Simulation, x: Exchange, vault: Vault, name: string): Reply {
  const { value, contentType, tags, attributes = {} } = readBody(x);
  if (!NAME.test(name) || typeof value !== 'string' || Buffer.byteLength(value) > MAX_VALUE_BYTES) {
    throw vaultError('BadParameter', 'The name or the value of the secret is missing, too long or malformed.');
  }
  const known = simulation.world.vaults.secret(vault, name);
  if (known?.deleted) {
    throw vaultError('ObjectIsDeletedButRecoverable');
  }
  const version: SecretVersion = {
    id: randomUUID().replaceAll('-', ''),
    value,
    createdAt: x.now,
    enabled: attributes.enabled ?? true,
    ...(attributes.nbf !== undefined && { notBefore: attributes.nbf * 1000 }),
    ...(attributes.exp !== undefined && { expiresAt: attributes.exp * 1000 }),
    ...(contentType && { contentType }),
    ...(tags && { tags }),
  };
  return { status: 200, body: secretBundle(x.origin, simulation.world.vaults.put(vault, name, version), version) };
}

function readBody(x: Exchange): SetBody {
  try {
    return JSON.parse(x.body) as SetBody;
  } catch {
    throw vaultError('BadParameter', 'The body is not JSON.');
  }
}

function findSecret(simulation: Simulation, vault: Vault, name: string): VaultSecret {
  const secret = simulation.world.vaults.secret(vault, name);
  if (!secret || secret.deleted) {
    throw notFound(name);
  }
  return secret;
}

function notFound(name: string, id?: string) {
  const text = `A secret with (name/id) ${name}${id ? `/${id}` : ''} was not found in this key vault.`;
  return vaultError('SecretNotFound', text);
}

function list<T>(x: Exchange, rows: readonly T[], shape: (row: T) => unknown): Reply {
  const asked = x.query.get('maxresults');
  const size = asked === null ? MAX_RESULTS : Number(asked);
  if (!Number.isInteger(size) || size < 1 || size > MAX_RESULTS) {
    throw vaultError('BadParameter', `maxresults must be a number from 1 to ${MAX_RESULTS}.`);
  }
  const from = Number(Buffer.from(x.query.get('$skiptoken') ?? '', 'base64').toString() || 0);
  const end = from + size;
  const query = new URLSearchParams({
    'api-version': x.query.get('api-version') ?? '',
    $skiptoken: Buffer.from(String(end)).toString('base64'),
    maxresults: String(size),
  });
  const nextLink = end < rows.length ? `${x.origin}${x.path}?${query.toString()}` : null;
  return { status: 200, body: { value: rows.slice(from, end).map(shape), nextLink } };
}
