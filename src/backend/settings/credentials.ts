import {
  CREDENTIAL_KINDS,
  CREDENTIAL_SECRETS,
  secretKey,
  type CredentialKind,
  type SecretName,
} from '../../shared/settings.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import type { Credential } from './settings.ts';

/** The credentials that are complete, by id. Each that isn't leaves a sentence in `mistakes`. */
export function readCredentials(rows: unknown[], secrets: Fields, mistakes: string[]): Map<string, Credential> {
  const credentials = new Map<string, Credential>();
  for (const [index, row] of rows.entries()) {
    const id = readId(row, index, mistakes);
    if (id === '') {
      continue;
    }
    if (credentials.has(id)) {
      mistakes.push(`${LABELS.credentials}: the name "${id}" is used twice; names must differ.`);
      continue;
    }
    credentials.set(id, readCredential(id, row, secrets, mistakes));
  }
  return credentials;
}

function readId(row: unknown, index: number, mistakes: string[]): string {
  const fields = new Fields(row, `Credential ${index + 1}, `, mistakes);
  const id = fields.requiredText('id', LABELS.credential.id);
  if (id !== '' && !/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    fields.mistake(LABELS.credential.id, 'may hold up to 64 letters, digits, - and _ only');
    return '';
  }
  return id;
}

function readCredential(id: string, row: unknown, secrets: Fields, mistakes: string[]): Credential {
  const fields = new Fields(row, `Credential "${id}", `, mistakes);
  const kind = readKind(fields);
  const secret = (name: SecretName): string => {
    if (!kind || !CREDENTIAL_SECRETS[kind].includes(name)) {
      return '';
    }
    const value = secrets.get(secretKey(id, name));
    const text = typeof value === 'string' ? value.trim() : '';
    if (text === '') {
      fields.mistake(LABELS.credential[name], 'is missing');
    }
    return text;
  };
  return {
    id,
    kind: kind ?? 'clientSecret',
    tenantId: fields.tenant('tenantId', LABELS.credential.tenantId),
    clientId: fields.guid('clientId', LABELS.credential.clientId),
    clientSecret: secret('clientSecret'),
    refreshToken: secret('refreshToken') || null,
  };
}

function readKind(fields: Fields): CredentialKind | undefined {
  const text = fields.requiredText('kind', LABELS.credential.kind);
  const kind = CREDENTIAL_KINDS.find((one) => one === text);
  if (text !== '' && !kind) {
    fields.mistake(LABELS.credential.kind, `must be one of ${CREDENTIAL_KINDS.join(', ')}`);
  }
  return kind;
}
