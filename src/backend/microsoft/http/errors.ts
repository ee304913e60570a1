import { CspError } from '../../common/errors.ts';
import { API_NAMES } from '../accessLog/accessLog.ts';
import type { Call } from './call.ts';
import { leadsTo } from './linkHost.ts';
import { AADSTS } from '../meanings/entra.ts';
import { graphMeaning } from '../meanings/graph.ts';
import { IDENTITY } from '../meanings/identity.ts';
import { KEY_VAULT } from '../meanings/keyVault.ts';
import type { Meaning, Meanings } from '../meanings/meaning.ts';
import { NETWORK } from '../meanings/network.ts';
import { PARTNER_CENTER } from '../meanings/partnerCenter.ts';
import { meaningOfStatus } from '../meanings/status.ts';
import { armMeaning } from '../meanings/resourceManager.ts';
import { errorCode, type Refusal } from './refusal.ts';
import { mistakeIn } from './refusalText.ts';

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

function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|TLS/.test(code);
}
