import { createHash, randomBytes } from 'node:crypto';
import { CspError } from '../../common/errors.ts';
import type { Credential } from '../../settings/settings.ts';
import type { CallOptions } from '../api/access.ts';
import type { Call } from '../http/call.ts';
import { badAnswer } from '../http/errors.ts';
import type { DeviceCode, SignedIn } from '../api/signInApi.ts';
import { isRefreshToken } from './application.ts';
import { claimsOfToken } from './jwt.ts';
import type { RefreshTokens } from './refreshTokens/refreshTokens.ts';
import { signInError } from './signInError.ts';
import { endpointOf, type Form, type SignInRequests } from './signInRequests.ts';

export interface SignInOptions {
  requests: SignInRequests;
  refreshTokens: RefreshTokens;
  /** What is remembered of a credential's tokens and failures is of the sign-in before. */
  forget(credentialId: string): void;
}

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** Ends of a device code, which are no defects. */
const OF_THE_PROTOCOL = new Set(['expired_token', 'authorization_declined', 'bad_verification_code']);

/**
 * Signing a person in for a credential of the secure application model. The requests are made here and not by MSAL,
 * which has no device codes for applications with a secret, and so that both ways in share their checks:
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export class SignIn {
  readonly #options: SignInOptions;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  async begin(
    credentialId: string,
    { redirectUri, state }: { redirectUri: string; state: string },
    options: CallOptions,
  ): Promise<{ authorizeUrl: string; codeVerifier: string }> {
    const { credential, call } = await this.#options.requests.begin(credentialId, 'authorize', options);
    const codeVerifier = randomBytes(32).toString('base64url');
    const url = new URL(endpointOf(call));
    url.search = new URLSearchParams({
      client_id: credential.clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirectUri,
      scope: this.#options.requests.scope,
      state,
      // A fresh sign-in, so that MFA is asked for: tokens inherit it, or the lack of it, for as long as they live.
      prompt: 'login',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return { authorizeUrl: url.href, codeVerifier };
  }

  async redeemCode(
    credentialId: string,
    attempt: { code: string; redirectUri: string; codeVerifier: string },
    options: CallOptions,
  ): Promise<SignedIn> {
    const { credential, call } = await this.#options.requests.begin(credentialId, 'token', options);
    const form = {
      grant_type: 'authorization_code',
      code: attempt.code,
      redirect_uri: attempt.redirectUri,
      code_verifier: attempt.codeVerifier,
    };
    return this.#redeem(credential, form, call);
  }

  async beginDevice(credentialId: string, options: CallOptions): Promise<DeviceCode> {
    const { credential, call } = await this.#options.requests.begin(credentialId, 'devicecode', options);
    const body = await this.#options.requests.ask(credential, call);
    const { device_code: deviceCode, user_code: userCode, verification_uri: uri } = body;
    // A person is led there: by https, as everything else unless the operator allows http.
    const schemes = new Set(['https:', new URL(call.origin).protocol]);
    const isPage = typeof uri === 'string' && URL.canParse(uri) && schemes.has(new URL(uri).protocol);
    const verificationUri = isPage ? uri : undefined;
    if (typeof deviceCode !== 'string' || typeof userCode !== 'string' || verificationUri === undefined) {
      throw badAnswer(call, 'BadResponse', 'the answer has no code to enter.');
    }
    const intervalMs = milliseconds(body.interval, { least: 1_000, most: 60_000, otherwise: 5_000 });
    const expiresInMs = milliseconds(body.expires_in, { least: 1_000, most: 3_600_000, otherwise: 900_000 });
    return { deviceCode, userCode, verificationUri, expiresInMs, intervalMs };
  }

  async redeemDevice(
    credentialId: string,
    deviceCode: string,
    options: CallOptions,
  ): Promise<SignedIn | 'pending' | 'slowDown'> {
    const { credential, call } = await this.#options.requests.begin(credentialId, 'token', options);
    try {
      return await this.#redeem(credential, { grant_type: DEVICE_CODE_GRANT, device_code: deviceCode }, call);
    } catch (thrown) {
      const { code } = CspError.from(thrown);
      if (code === 'authorization_pending' || code === 'slow_down') {
        return code === 'slow_down' ? 'slowDown' : 'pending';
      }
      throw OF_THE_PROTOCOL.has(code) ? signInError(credentialId, code) : thrown;
    }
  }

  /** The refresh token is in its store before anybody hears of the sign-in. */
  async #redeem(credential: Credential, grant: Form, call: Call): Promise<SignedIn> {
    const { forget, refreshTokens, requests } = this.#options;
    const body = await requests.redeem(credential, grant, call);
    const { access_token: accessToken, refresh_token: refreshToken } = body;
    const claims = claimsOfToken(typeof accessToken === 'string' ? accessToken : '') ?? {};
    if (typeof claims.tid !== 'string' || claims.tid.toLowerCase() !== call.tenantId) {
      throw signInError(credential.id, 'TokenOfAnotherTenant', 403);
    }
    // https://learn.microsoft.com/partner-center/security/mandating-mfa: Partner Center looks at the same claim.
    if (!Array.isArray(claims.amr) || !claims.amr.includes('mfa')) {
      throw signInError(credential.id, 'SignInWithoutMfa', 403);
    }
    if (!isRefreshToken(refreshToken)) {
      throw signInError(credential.id, 'NoRefreshToken', 502);
    }
    const problem = await refreshTokens.adopt(credential, refreshToken);
    forget(credential.id);
    const account = [claims.upn, claims.unique_name, claims.name].find((name) => typeof name === 'string');
    return { account: typeof account === 'string' ? account : null, problem: problem?.message ?? null };
  }
}

/** Within bounds: Entra would be asked without a pause, or for ever. */
function milliseconds(seconds: unknown, { least, most, otherwise }: Record<'least' | 'most' | 'otherwise', number>) {
  return typeof seconds === 'number' && seconds > 0 ? Math.min(most, Math.max(least, seconds * 1000)) : otherwise;
}
