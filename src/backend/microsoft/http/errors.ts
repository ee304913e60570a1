import { jsonObject, type JsonObject } from '../../../shared/json.ts';
import { CspError } from '../../common/errors.ts';
import { API_NAMES } from '../accessLog/accessLog.ts';
import type { Call } from './call.ts';
import { hostOf, leadsTo } from './linkHost.ts';
import { AADSTS } from '../meanings/entra.ts';
import { graphMeaning } from '../meanings/graph.ts';
import { IDENTITY, identityCode } from '../meanings/identity.ts';
import { KEY_VAULT, keyVaultCode } from '../meanings/keyVault.ts';
import type { Meaning, Meanings } from '../meanings/meaning.ts';
import { NETWORK } from '../meanings/network.ts';
import { PARTNER_CENTER } from '../meanings/partnerCenter.ts';
import { armMeaning } from '../meanings/resourceManager.ts';
import { mistakeIn } from './refusalText.ts';

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

/** Turns an error answer of any of Microsoft's APIs into one error with a sentence for the operator. */
export function refusalError(call: Call, refusal: Refusal): CspError {
  const { status } = refusal;
  const code = errorCode(call, refusal);
  const meaning = meaningOf(call, code, status) ?? mistakeOf(call, refusal) ?? meaningOfStatus(call, refusal);
  return new CspError(sentence(call, meaning, `${code}, HTTP ${status}`), {
    code,
    status,
    source: 'downstream',
    retryAfterMs: refusal.retryAfterMs,
    requestId: refusal.requestId ?? undefined,
  });
}

/**
 * An error without an answer: `code` is Node's, such as `ECONNREFUSED`, or our transport's. Never repeats the thrown
 * text, which may hold a URL.
 */
export function networkError(call: Call, said: string): CspError {
  // A machine's identity service is either there or not; how it isn't says nothing more.
  const code = call.api === 'identity' ? 'ManagedIdentityUnreachable' : said;
  const own = TABLES[call.api];
  const meaning =
    (own && Object.hasOwn(own, code) ? own[code] : undefined) ??
    NETWORK[code] ??
    (isCertificateCode(code) ? NETWORK.CERTIFICATE : undefined) ??
    NETWORK.OTHER;
  return new CspError(sentence(call, meaning as Meaning, code), {
    code,
    status: isCertificateCode(code) ? 526 : 503,
    source: 'downstream',
  });
}

/** An answer that can't be used. Codes here are ours. */
export function badAnswer(
  call: Call,
  code:
    | 'NotJson'
    | 'BadEncoding'
    | 'ResponseTooLarge'
    | 'BadResponse'
    | 'ForeignLink'
    | 'LoopInPages'
    | 'TooManyPages'
    | 'IncompleteResult',
  text: string,
): CspError {
  return new CspError(`${subject(call)}: ${text} (${code})`, { code, status: 502, source: 'downstream' });
}

/** A link to the next page that leads to another origin than the API's. */
export function foreignLink(call: Call, link: string): CspError {
  return badAnswer(
    call,
    'ForeignLink',
    `the answer's link to the next page leads to ${leadsTo(link, call.origin)} instead of ${new URL(call.origin).host}. It was not followed, so that no token goes there. Check the endpoints in the settings and what stands between them and Azure.`,
  );
}

/** Errors that another attempt may heal. 401 is the authentication policy's own matter. */
export function isTransient(error: CspError): boolean {
  return TRANSIENT_CODES.has(error.code) || (TRANSIENT_STATUS.has(error.status) && !LASTING_CODES.has(error.code));
}

const TRANSIENT_STATUS = new Set([408, 429, 500, 502, 503, 504]);
const TRANSIENT_CODES = new Set([
  'AADSTS90033',
  'AADSTS90006',
  'AADSTS90024',
  'AADSTS50033',
  'AADSTS90019',
  'AADSTS90055',
]);
const LASTING_CODES = new Set([
  'ResponseTooLarge',
  'BadResponse',
  'ForeignLink',
  'LoopInPages',
  'TooManyPages',
  'IncompleteResult',
  'ManagedIdentityUnreachable',
  'ProxyRefused',
]);

/** What was asked, in whose name: the start of every sentence. */
export function subject(call: Call): string {
  const vault = call.api === 'keyVault' ? ` ${new URL(call.origin).host}` : '';
  const where = call.tenantId === '' ? '' : ` for tenant ${call.tenantId}`;
  const what = call.subscriptionId === null ? '' : `, subscription ${call.subscriptionId}`;
  return `${API_NAMES[call.api]}${vault}${where}${what}`;
}

function sentence(call: Call, meaning: Meaning, code: string): string {
  const who = call.credentialId === '' ? '' : ` with credential "${call.credentialId}"`;
  return `${subject(call)}${who}: ${meaning.what} ${meaning.fix} (${code})`;
}

const TABLES: Partial<Record<Call['api'], Meanings>> = {
  partnerCenter: PARTNER_CENTER,
  keyVault: KEY_VAULT,
  identity: IDENTITY,
};

function meaningOf(call: Call, code: string, status: number): Meaning | undefined {
  if (call.api === 'graph') {
    return graphMeaning(call.path, code, status);
  }
  const table = code.startsWith('AADSTS') ? AADSTS : TABLES[call.api];
  if (!table) {
    return armMeaning(call.path, code);
  }
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** A person's own mistake, in Microsoft's words: nobody else knows what is wrong with a query. */
function mistakeOf(call: Call, { status, body }: Refusal): Meaning | undefined {
  const words = call.explain && status === 400 ? mistakeIn(body) : null;
  return words === null
    ? undefined
    : {
        what: `Azure can't answer what was asked. ${/[.!?]$/.test(words) ? words : `${words}.`}`,
        fix: 'Correct it in the query.',
      };
}

function meaningOfStatus(call: Call, refusal: Refusal): Meaning {
  const { status } = refusal;
  if (status === 429) {
    const wait = refusal.retryAfterMs === undefined ? '' : ` for ${Math.ceil(refusal.retryAfterMs / 1000)} seconds`;
    return {
      what: `too many requests; Microsoft asks to wait${wait}.`,
      fix: 'The plugin tries again by itself. Where this stays, collect less often or with fewer concurrent requests.',
    };
  }
  if (status >= 300 && status < 400) {
    return {
      what: `the answer was a redirect to ${hostOf(refusal.location ?? '', call.origin)}, which is not followed, so that no token goes to another host.`,
      fix: 'Correct the endpoint in the settings, or remove the proxy page that answers.',
    };
  }
  if (/html/i.test(refusal.contentType)) {
    return {
      what: 'a web page came back instead of data.',
      fix: "Often it is a proxy or gateway on the way; look at it first, then at Azure's status page.",
    };
  }
  if (status >= 500) {
    return {
      what: 'the service failed.',
      fix: "The plugin tries again by itself. Where this stays, look at Azure's status page.",
    };
  }
  if (status === 401) {
    return { what: 'the token was refused.', fix: 'Check the cloud and the endpoints in the settings.' };
  }
  if (status === 403) {
    return { what: 'access is denied.', fix: 'Give the account at least the role Reader.' };
  }
  if (status === 404) {
    return { what: 'not found.', fix: "It may have been deleted, or this account can't see it." };
  }
  return { what: 'the request was refused.', fix: 'Note the code and the request id for a support ticket.' };
}

function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|TLS/.test(code);
}

/** Microsoft's own code where the body has one in a known place and of harmless shape; else the HTTP status. */
function errorCode(call: Call, refusal: Refusal): string {
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
