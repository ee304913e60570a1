import { jsonObject, type JsonObject } from '../../../shared/json.ts';
import { identityCode } from '../meanings/identity.ts';
import { keyVaultCode } from '../meanings/keyVault.ts';
import type { Call } from './call.ts';

/** An answer that is an error, as far as its meaning depends on it. */
export interface Refusal {
  status: number;
  /** Parsed JSON, or undefined where the body was none. */
  body: unknown;
  contentType: string;
  /** `WWW-Authenticate`. */
  challenge?: string | null;
  /** Where a redirect would lead. */
  location?: string | null;
  requestId: string | null;
  retryAfterMs: number | undefined;
}

/** Microsoft's own code where the body has one in a known place and of harmless shape; else the HTTP status. */
export function errorCode(call: Call, refusal: Refusal): string {
  const body = jsonObject(refusal.body);
  if (call.api === 'entra' && typeof body.error === 'string' && DEVICE_CODE_ANSWERS.has(body.error)) {
    return body.error;
  }
  const aadsts = Array.isArray(body.error_codes) ? body.error_codes[0] : undefined;
  if (typeof aadsts === 'number' && Number.isSafeInteger(aadsts)) {
    return `AADSTS${aadsts}`;
  }
  if (call.api === 'identity') {
    return identityCode(refusal.status) ?? `Http${refusal.status}`;
  }
  if (call.api === 'entra') {
    return harmless(body.error) ?? `Http${refusal.status}`;
  }
  if (call.api === 'keyVault') {
    const { status, challenge = null } = refusal;
    return harmless(keyVaultCode(status, refusal.body, challenge, call.tenantId)) ?? `Http${status}`;
  }
  const nested = jsonObject(body.error);
  return innerCode(nested) ?? harmless(nested.code) ?? harmless(body.code) ?? `Http${refusal.status}`;
}

/** What the device code protocol itself answers, apart from errors: https://www.rfc-editor.org/rfc/rfc8628#section-3.5 */
const DEVICE_CODE_ANSWERS = new Set([
  'authorization_pending',
  'slow_down',
  'expired_token',
  'authorization_declined',
  'bad_verification_code',
]);

/** Resource Graph says only `BadRequest` at the top and what is wrong in `details`. */
function innerCode(error: JsonObject): string | undefined {
  const detail = Array.isArray(error.details) ? jsonObject(error.details[0]) : {};
  return error.code === 'BadRequest' ? harmless(detail.code) : undefined;
}

function harmless(code: unknown): string | undefined {
  if (typeof code === 'number' && Number.isSafeInteger(code)) {
    return String(code);
  }
  return typeof code === 'string' && /^[A-Za-z0-9_.]{1,80}$/.test(code) ? code : undefined;
}
