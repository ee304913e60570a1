import type { ConsentScopes, CustomerConsented } from '../../../shared/signIn.ts';
import { badInput, CspError } from '../../common/errors.ts';
import type { Credential } from '../../settings/settings.ts';
import type { RouteContext } from '../routes/route.ts';
import { administrator, textIn } from './asking.ts';
import type { Consent } from './consent.ts';

/**
 * What the plugin does in a customer's tenant as the partner's user: it reads Azure through Azure Resource Manager.
 * The ids are the same in every tenant and cloud.
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
const GRANTS: ConsentScopes['grants'] = [
  {
    enterpriseApplicationId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    name: 'Azure Service Management (Azure Resource Manager)',
    scope: 'user_impersonation',
  },
];

const DISPLAY_NAME = 'Azure CSP for Grafana';

/** `GET consent/scopes` */
export function consentScopes(_query: URLSearchParams, context: RouteContext): ConsentScopes {
  const { consent } = administrator(context, 'consent');
  return { applicationId: partnerCredential(consent).clientId, grants: GRANTS };
}

/** `POST consent/customer`: only ever because a person asked for this one tenant. */
export async function consentCustomer(body: unknown, context: RouteContext): Promise<CustomerConsented> {
  const { call, consent, user } = administrator(context, 'consent');
  const { clock, log, microsoft, outcomes } = consent;
  const tenant = context.snapshot.tenants.get(textIn(body, 'tenantId').toLowerCase());
  if (tenant?.source !== 'partnerCenter') {
    throw badInput('Consent through Partner Center works for customers that it lists; this tenant is none of them.');
  }
  const { tenantId, name } = tenant;
  const credential = partnerCredential(consent);
  const fields = { user: user.login, tenantId, application: credential.clientId };
  const note = (outcome: CustomerConsented['outcome'] | 'failed', sentence: string) =>
    outcomes.add({ tenantId, outcome, sentence, by: user.login, at: clock.now() });
  try {
    const outcome = await microsoft.grantApplicationConsent(
      tenantId,
      { applicationId: credential.clientId, displayName: DISPLAY_NAME, grants: GRANTS },
      call,
    );
    const sentence =
      outcome === 'granted'
        ? `The application now has consent in ${name}. Entra may take some minutes to know it.`
        : `The application had consent in ${name} already.`;
    note(outcome, sentence);
    log.info('A person consented to the application in a customer tenant.', { ...fields, outcome });
    return { outcome, sentence };
  } catch (thrown) {
    const { code, message } = CspError.from(thrown);
    note('failed', message);
    log.warn('A person could not consent to the application in a customer tenant.', { ...fields, code });
    throw thrown;
  }
}

function partnerCredential({ settings }: Consent): Credential {
  const credential = settings.credentials.get(settings.partnerCredentialId ?? '');
  if (credential?.kind !== 'secureApplicationModel') {
    throw badInput(
      'Consent through Partner Center needs a person: give Partner Center a credential of the kind secure application model.',
    );
  }
  return credential;
}
