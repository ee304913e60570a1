import type { DeviceStarted } from '../../../shared/signIn.ts';
import { CspError, isAbort } from '../../common/errors.ts';
import { isTransient } from '../../microsoft/http/transient.ts';
import { signInError } from '../../microsoft/auth/signInError.ts';
import type { DeviceCode, SignedIn } from '../../microsoft/api/signInApi.ts';
import type { RouteContext } from '../routes/route.ts';
import type { Attempt } from './attempts.ts';
import { administrator, textIn } from './asking.ts';
import type { Consent } from './consent.ts';
import { settle } from './signIn.ts';

/** What Entra asks to add to the time between two questions. https://www.rfc-editor.org/rfc/rfc8628#section-3.5 */
const SLOWER_MS = 5_000;

/** `POST consent/device`: the person enters a code on any device; the plugin asks meanwhile whether that was done. */
export async function startDevice(body: unknown, context: RouteContext): Promise<DeviceStarted> {
  const { call, consent, owner } = administrator(context, 'signIn');
  const credentialId = textIn(body, 'credential');
  const device = await consent.microsoft.beginDeviceSignIn(credentialId, call);
  const attempt = consent.attempts.begin(owner, credentialId, device.expiresInMs);
  // Goes on after this request: its end is in the attempt's status, so nothing is thrown away here.
  void settle(attempt, consent, () => poll(attempt, device, consent, call.reason)).catch(() => undefined);
  const { userCode, verificationUri } = device;
  return { attempt: attempt.id, userCode, verificationUri, expiresAt: new Date(attempt.expiresAt).toISOString() };
}

async function poll(
  { credentialId, expiresAt }: Attempt,
  { deviceCode, intervalMs }: DeviceCode,
  { clock, closed, microsoft }: Consent,
  reason: string,
): Promise<SignedIn> {
  let waitMs = intervalMs;
  while (clock.now() < expiresAt) {
    await clock.sleep(waitMs, closed).catch((thrown: unknown) => {
      throw isAbort(thrown) ? settingsSaved() : thrown;
    });
    const answer = await microsoft
      .redeemDeviceSignIn(credentialId, deviceCode, { signal: closed, reason })
      .catch((thrown: unknown): 'pending' => {
        const error = CspError.from(thrown);
        // The person's code stays good while Entra can't be reached.
        if (closed.aborted || !isTransient(error)) {
          throw closed.aborted ? settingsSaved() : error;
        }
        return 'pending';
      });
    if (typeof answer === 'object') {
      return answer;
    }
    waitMs += answer === 'slowDown' ? SLOWER_MS : 0;
  }
  throw signInError(credentialId, 'expired_token');
}

function settingsSaved(): CspError {
  return new CspError('The data source was saved or stopped meanwhile, which ended the sign-in. Begin again.', {
    code: 'SignInStopped',
    status: 409,
    source: 'downstream',
  });
}
