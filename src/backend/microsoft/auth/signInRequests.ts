import { jsonObject, type JsonObject } from '../../../shared/json.ts';
import { ClientAssertion, CryptoProvider } from '@azure/msal-node';
import { badInput } from '../../common/errors.ts';
import { CLOUD_HOSTS } from '../../../shared/clouds.ts';
import { credentialOf } from '../../settings/credentialOf.ts';
import type { Credential } from '../../settings/settings.ts';
import type { CallOptions } from '../api/access.ts';
import type { Call } from '../http/call.ts';
import type { ClientContext } from '../context.ts';
import type { Entra } from '../clients/entra.ts';
import type { ApplicationProof } from './application.ts';
import type { Proofs } from './proofs.ts';

/** Fields of a form that is sent to Entra. */
export type Form = Record<string, string>;

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a sign-in asks Entra, through our pipeline. */
export class SignInRequests {
  readonly #context: ClientContext;
  readonly #entra: Entra;
  readonly #proofs: Proofs;

  constructor(context: ClientContext, entra: Entra, proofs: Proofs) {
    this.#context = context;
    this.#entra = entra;
    this.#proofs = proofs;
  }

  /** Partner Center in this person's name, with a refresh token that opens Azure Resource Manager as well. */
  get scope(): string {
    const { partnerCenterScope } = this.#context.settings.hosts;
    return `${partnerCenterScope.replace(/\.default$/, 'user_impersonation')} offline_access openid`;
  }

  /** @param endpoint below `/oauth2/v2.0/`. */
  async begin(
    credentialId: string,
    endpoint: string,
    { signal, reason }: CallOptions,
  ): Promise<{ credential: Credential; call: Call }> {
    const { settings } = this.#context;
    const credential = credentialOf(settings, credentialId);
    if (credential.kind !== 'secureApplicationModel') {
      throw badInput(
        `There is no credential "${credentialId.slice(0, 64)}" of the kind secure application model in the saved settings. Save them first.`,
      );
    }
    const call: Call = {
      api: 'entra',
      origin: settings.hosts.login,
      tenantId: await this.#entra.resolveTenant(credential.tenantId, { signal, reason }),
      credentialId,
      scope: null,
      path: `/{tenant}/oauth2/v2.0/${endpoint}`,
      subscriptionId: null,
      signal,
      reason,
    };
    return { credential, call };
  }

  /** One request that needs no proof. */
  async ask(credential: Credential, call: Call, form: Form = {}): Promise<JsonObject> {
    const { parsedBody } = await this.#context.http.send(call, {
      method: 'POST',
      url: endpointOf(call),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ client_id: credential.clientId, scope: this.scope, ...form }).toString(),
    });
    return jsonObject(parsedBody);
  }

  /** One request with what the application proves itself with. */
  redeem(credential: Credential, grant: Form, call: Call): Promise<JsonObject> {
    return this.#proofs.use(credential, call, (proof) =>
      this.ask(credential, call, { ...grant, ...this.#proven(proof, credential, call) }),
    );
  }

  /** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
  #proven(proof: ApplicationProof, { clientId }: Credential, call: Call): Form {
    const { clientAssertion, clientCertificate, clientSecret } = proof;
    const { login } = CLOUD_HOSTS[this.#context.settings.cloud];
    const audience = endpointOf({ ...call, origin: login });
    if (clientSecret) {
      return { client_secret: clientSecret };
    }
    if (clientCertificate) {
      const { privateKey, thumbprintSha256 = '', x5c } = clientCertificate;
      const signed = ClientAssertion.fromCertificateWithSha256Thumbprint(thumbprintSha256, privateKey, x5c);
      return assertionForm(signed.getJwt(new CryptoProvider(), clientId, audience));
    }
    if (typeof clientAssertion !== 'string') {
      throw new Error('The proof of this credential is none that a sign-in can send.');
    }
    return assertionForm(clientAssertion);
  }
}

function assertionForm(assertion: string): Form {
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

/** Where a call of the sign-in endpoints goes. */
export function endpointOf({ origin, path, tenantId }: Pick<Call, 'origin' | 'path' | 'tenantId'>): string {
  return `${origin}${path.replace('{tenant}', tenantId)}`;
}
