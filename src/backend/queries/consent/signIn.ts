import type { SignInStarted, SignInStatus } from '../../../shared/signIn.ts';
import { CspError } from '../../common/errors.ts';
import { authorizeError, signInError } from '../../microsoft/auth/signInError.ts';
import type { SignedIn } from '../../microsoft/api/signInApi.ts';
import type { RouteAnswer, RouteContext } from '../routes/route.ts';
import { isSame, type Attempt } from './attempts.ts';
import { administrator, textIn, type Asking } from './asking.ts';
import type { Consent } from './consent.ts';
import { PAGE_HEADERS, signInPage } from './page.ts';
import { redirectUri } from './redirectUri.ts';

/** `POST consent/start` */
export async function startSignIn(body: unknown, context: RouteContext): Promise<SignInStarted> {
  const { call, consent, owner } = administrator(context, 'signIn');
  const credentialId = textIn(body, 'credential');
  const uri = redirectUri(consent.appUrl, textIn(body, 'appUrl'), consent.uid);
  const attempt = consent.attempts.begin(owner, credentialId);
  const ask = { redirectUri: uri, state: attempt.state };
  const { authorizeUrl, codeVerifier } = await consent.microsoft.beginSignIn(credentialId, ask, call);
  attempt.code = { redirectUri: uri, codeVerifier };
  const expiresAt = new Date(attempt.expiresAt).toISOString();
  return { attempt: attempt.id, authorizeUrl, redirectUri: uri, expiresAt };
}

/** `GET consent/callback`: where Entra sends the browser. Always a page, whatever happened. */
export async function finishSignIn(query: URLSearchParams, context: RouteContext): Promise<RouteAnswer> {
  try {
    const asking = administrator(context, 'signIn');
    const { sentence } = await finish(query, asking);
    return page(200, sentence);
  } catch (thrown) {
    const { message, status } = CspError.from(thrown);
    return page(status, message);
  }
}

/** `GET consent/status?attempt=` */
export function signInStatus(query: URLSearchParams, context: RouteContext): SignInStatus {
  const { consent, owner } = administrator(context, 'signIn');
  const attempt = consent.attempts.find(query.get('attempt') ?? '', owner);
  if (!attempt) {
    throw new CspError('There is no such sign-in. Begin again.', {
      code: 'NotFound',
      status: 404,
      source: 'downstream',
    });
  }
  return attempt.status.state === 'pending' && consent.attempts.isExpired(attempt) ? EXPIRED : attempt.status;
}

const EXPIRED: SignInStatus = { state: 'expired', sentence: 'The sign-in took too long. Begin again.' };

async function finish(query: URLSearchParams, asking: Asking): Promise<SignInStatus> {
  const { consent } = asking;
  const attempt = consent.attempts.take(query.get('state') ?? '');
  if (!attempt?.code) {
    throw refused(
      'This sign-in is not known: it was used before, or it was begun on another Grafana server or before a restart. Begin again in the data source; where several Grafana servers stand behind one address, sign in by device code.',
    );
  }
  return settle(attempt, consent, async () => {
    if (!isSame(attempt.owner, asking.owner)) {
      throw refused('Somebody else began this sign-in, or at another data source. Who begins it must end it.');
    }
    if (consent.attempts.isExpired(attempt)) {
      throw refused(EXPIRED.sentence);
    }
    const { credentialId } = attempt;
    const error = query.get('error');
    if (error !== null) {
      throw authorizeError(credentialId, error, query.get('error_description') ?? '');
    }
    const code = query.get('code') ?? '';
    if (code === '' || !attempt.code) {
      throw signInError(credentialId, 'NoCode');
    }
    return consent.microsoft.redeemSignIn(credentialId, { code, ...attempt.code }, asking.call);
  });
}

/** What came of a sign-in, for whoever asks for its status; thrown on where it failed. */
export async function settle(
  attempt: Attempt,
  { log }: Consent,
  redeem: () => Promise<SignedIn>,
): Promise<SignInStatus> {
  const fields = { user: attempt.owner.login, credential: attempt.credentialId };
  try {
    const { account, problem } = await redeem();
    const who = account === null ? '' : ` as ${account}`;
    attempt.status = {
      state: 'done',
      sentence: `Signed in${who}, with multifactor authentication.${problem === null ? '' : ` But: ${problem}`}`,
      mfa: true,
      ...(account !== null && { account }),
    };
    log.info('A person signed in for a credential.', { ...fields, kept: problem === null });
    return attempt.status;
  } catch (thrown) {
    const { code, message } = CspError.from(thrown);
    attempt.status = {
      state: code === 'expired_token' ? 'expired' : 'failed',
      sentence: message,
      ...(code === 'SignInWithoutMfa' && { mfa: false }),
    };
    log.warn('A person could not sign in for a credential.', { ...fields, code });
    throw thrown;
  }
}

function page(status: number, sentence: string): RouteAnswer {
  return { status, headers: { ...PAGE_HEADERS }, body: Buffer.from(signInPage(status === 200, sentence)) };
}

function refused(sentence: string): CspError {
  return new CspError(sentence, { code: 'SignInRefused', status: 403, source: 'downstream' });
}
