import { jsonObject } from '../../../../shared/json.ts';
import type { Call } from '../../http/call.ts';
import { badAnswer } from '../../http/errors.ts';

/** One version of a secret, without its value. Times in ms since the epoch. */
export interface SecretVersion {
  version: string;
  enabled: boolean;
  createdAt: number;
  /** What was written beside it; not secret. */
  tags: Readonly<Record<string, string>>;
}

/** One version of a secret. https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret */
export interface Secret {
  /** '' where the vault doesn't say. */
  version: string;
  value: string;
  contentType: string | null;
  /** What was written beside it; not secret. */
  tags: Readonly<Record<string, string>>;
  createdAt: number;
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret#secretbundle */
export function readSecret(call: Call, body: unknown): Secret {
  const { id, value, contentType, tags, attributes } = jsonObject(body);
  if (typeof value !== 'string') {
    throw badAnswer(call, 'BadResponse', 'the answer has no value of the secret.');
  }
  return {
    version: versionOf(id),
    value,
    contentType: typeof contentType === 'string' ? contentType : null,
    tags: textsOf(tags),
    createdAt: seconds(jsonObject(attributes).created),
  };
}

/** Undefined: a row that names no version. */
export function readVersion(row: unknown): SecretVersion | undefined {
  const { id, attributes, tags } = jsonObject(row);
  const version = versionOf(id);
  const { enabled, created } = jsonObject(attributes);
  return version === ''
    ? undefined
    : { version, enabled: enabled !== false, createdAt: seconds(created), tags: textsOf(tags) };
}

/** The last part of a secret's id, `https://{vault}/secrets/{name}/{version}`. */
function versionOf(id: unknown): string {
  return typeof id === 'string' ? (id.split('/')[5] ?? '') : '';
}

function textsOf(tags: unknown): Record<string, string> {
  const texts = Object.entries(jsonObject(tags)).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function seconds(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : 0;
}
