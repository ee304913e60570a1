import { WireError } from '../../core/http.ts';
import type { Reply } from '../../core/http.ts';

interface VaultError {
  status: number;
  code: string;
  inner?: string;
  text: string;
}

const forbidden = { status: 403, code: 'Forbidden' } as const;
const unauthorized = { status: 401, code: 'Unauthorized' } as const;
const conflict = { status: 409, code: 'Conflict' } as const;

/** Every answer that is no success. https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
const ERRORS: Readonly<Record<string, VaultError>> = {
  AKV10000: { ...unauthorized, text: 'AKV10000: Request is missing a Bearer or PoP token.' },
  AKV10022: { ...unauthorized, text: 'AKV10022: Invalid audience.' },
  AKV10032: { ...unauthorized, text: 'AKV10032: Invalid issuer.' },
  TokenExpired: { ...unauthorized, text: '[TokenExpired] The token has expired.' },
  ForbiddenByRbac: {
    ...forbidden,
    inner: 'ForbiddenByRbac',
    text: 'Caller is not authorized to perform action on resource.',
  },
  ForbiddenByPolicy: {
    ...forbidden,
    inner: 'ForbiddenByPolicy',
    text: 'The application does not have the permission for secrets in the access policy of the vault.',
  },
  ForbiddenByFirewall: {
    ...forbidden,
    inner: 'ForbiddenByFirewall',
    text: 'Client address is not authorized and caller is not a trusted service.',
  },
  ForbiddenByConnection: {
    ...forbidden,
    inner: 'ForbiddenByConnection',
    text: 'Public network access is disabled and the request came through no approved private link.',
  },
  SecretDisabled: { ...forbidden, inner: 'SecretDisabled', text: 'Operation get is not allowed on a disabled secret.' },
  SecretNotFound: { status: 404, code: 'SecretNotFound', text: 'A secret with this name was not found in this vault.' },
  ObjectIsDeletedButRecoverable: {
    ...conflict,
    inner: 'ObjectIsDeletedButRecoverable',
    text: 'The secret is in a deleted but recoverable state, and its name cannot be reused.',
  },
  ObjectIsBeingDeleted: { ...conflict, inner: 'ObjectIsBeingDeleted', text: 'The secret is being deleted.' },
  ObjectIsBeingRecovered: { ...conflict, inner: 'ObjectIsBeingRecovered', text: 'The secret is being recovered.' },
  BadParameter: { status: 400, code: 'BadParameter', text: 'A parameter is missing or invalid.' },
  MethodNotAllowed: { status: 405, code: 'MethodNotAllowed', text: 'The method is not allowed here.' },
  NotFound: { status: 404, code: 'NotFound', text: 'There is nothing at this path.' },
  Throttled: { status: 429, code: 'Throttled', text: 'Request was not processed because too many were received.' },
  InternalError: { status: 500, code: 'InternalError', text: 'An internal error occurred.' },
};

/** Undefined: Key Vault knows no such code. */
export function vaultReply(code: string, text?: string): Reply | undefined {
  const known = ERRORS[code];
  if (!known) {
    return undefined;
  }
  const innererror = known.inner && { innererror: { code: known.inner } };
  const error = { code: known.code, message: text ?? known.text, ...innererror };
  return { status: known.status, body: { error } };
}

export function vaultError(code: string, text?: string, headers?: Record<string, string>): WireError {
  const reply = vaultReply(code, text) ?? { status: 500 };
  return new WireError({ ...reply, ...(headers && { headers }) });
}
