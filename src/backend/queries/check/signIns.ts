import pLimit from 'p-limit';
import type { Credential } from '../../settings/settings.ts';
import type { CheckContext } from './checkContext.ts';
import type { CheckStep, Found, Steps } from './steps.ts';

/** Credentials beside the first that sign in; more of them would make the check long. */
const MOST = 20;
const AT_ONCE = 4;

/** The credential that the way begins with: Partner Center's, or else the first tenant's, or else the first. */
export function firstCredential({ settings }: CheckContext): Credential | undefined {
  const [tenant] = settings.tenants.filter(({ enabled }) => enabled);
  const id = settings.partnerCredentialId ?? tenant?.credentialId ?? settings.defaultCredentialId;
  return settings.credentials.get(id) ?? [...settings.credentials.values()][0];
}

/** Signs one in, in its own tenant, with a new token. */
export async function signIn(
  { settings, microsoft }: CheckContext,
  { id, tenantId, kind }: Credential,
  steps: Steps,
): Promise<Found<void>> {
  const service = id === settings.partnerCredentialId ? 'partnerCenter' : 'resourceManager';
  await microsoft.signIn({ credentialId: id, tenantId }, service, steps.options);
  return [`Credential "${id}" (${kind}) got a token in its tenant.`, undefined];
}

/** Signs the other credentials in. Never throws. */
export async function otherSignIns(context: CheckContext, steps: Steps): Promise<CheckStep[]> {
  const first = firstCredential(context);
  const others = [...context.settings.credentials.values()].filter((credential) => credential !== first);
  const limit = pLimit(AT_ONCE);
  const taken = await Promise.all(
    others.slice(0, MOST).map((credential) =>
      limit(async () => {
        const work = () => signIn(context, credential, steps);
        return (await steps.attempt(`Sign-in (${credential.id})`, work)).taken;
      }),
    ),
  );
  const left = others.length - taken.length;
  const note = `${left} more credentials were not tried: the first ${MOST} stand for them.`;
  return left > 0 ? [...taken, { step: 'Sign-in (others)', ok: true, milliseconds: 0, result: note }] : taken;
}
