import { jsonObjects } from '../../../shared/json.ts';
import { credentialOf } from '../../settings/credentialOf.ts';
import type { Clock } from '../../common/clock.ts';
import type { Credential } from '../../settings/settings.ts';
import type { DelegatedAdminRelationship } from '../api/accessFacts.ts';
import type { CallOptions, Complete } from '../api/access.ts';
import type { Call } from '../http/call.ts';
import type { ClientContext } from '../context.ts';
import type { Entra } from './entra.ts';
import { readLinkedList } from './linkedList.ts';
import { recordOf, Rows, textOf, type Row } from './rows.ts';
import { readTime } from './times.ts';

interface SecretEnds {
  appId: string;
  /** `hint` is the first three characters of a secret. */
  secrets: ReadonlyArray<{ hint: string | null; endsAt: number | null }>;
}

/** Microsoft Graph: https://learn.microsoft.com/graph/api/overview */
export class Graph {
  readonly #context: ClientContext;
  readonly #entra: Entra;
  readonly #clock: Clock;

  constructor(context: ClientContext, entra: Entra, clock: Clock) {
    this.#context = context;
    this.#entra = entra;
    this.#clock = clock;
  }

  /** https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadminrelationships */
  listDelegatedAdminRelationships(options: CallOptions): Promise<Complete<DelegatedAdminRelationship>> {
    const { settings } = this.#context;
    const rows = new Rows('GDAP relationship', readRelationship, (row) => row.id);
    return this.#list(
      this.#credential(settings.partnerCredentialId ?? ''),
      '/v1.0/tenantRelationships/delegatedAdminRelationships',
      '$top=300',
      options,
      rows,
    );
  }

  /**
   * Which of an application's secrets is in use only its first characters tell. Of several that begin alike it is one
   * that hasn't ended, if there is any; of those the one that ends first counts. https://learn.microsoft.com/graph/api/resources/passwordcredential
   */
  async findSecretEnd(credentialId: string, options: CallOptions): Promise<number | null> {
    const credential = this.#credential(credentialId);
    const { proof, clientId } = credential;
    if (proof?.by !== 'clientSecret') {
      return null;
    }
    const rows = new Rows('application', readApplication, (row) => row.appId);
    const query = `$filter=${encodeURIComponent(`appId eq '${clientId}'`)}&$select=appId,passwordCredentials`;
    const { rows: applications } = await this.#list(credential, '/v1.0/applications', query, options, rows);
    const own = applications.filter(({ appId }) => appId.toLowerCase() === clientId.toLowerCase());
    const ends = own
      .flatMap(({ secrets }) => secrets)
      .filter(({ hint }) => hint !== null && proof.clientSecret.startsWith(hint))
      .flatMap(({ endsAt }) => endsAt ?? []);
    const ahead = ends.filter((endsAt) => endsAt > this.#clock.now());
    return ends.length === 0 ? null : ahead.length > 0 ? Math.min(...ahead) : Math.max(...ends);
  }

  #credential(id: string): Credential {
    return credentialOf(this.#context.settings, id);
  }

  /** Everything here is asked in the tenant that the credential is registered in. */
  async #list<T extends object>(
    credential: Credential,
    path: string,
    query: string,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    const { settings } = this.#context;
    const call: Call = {
      api: 'graph',
      origin: settings.hosts.graph,
      tenantId: await this.#entra.resolveTenant(credential.tenantId, options),
      credentialId: credential.id,
      scope: settings.hosts.graphScope,
      path,
      subscriptionId: null,
      signal: options.signal,
      reason: options.reason,
    };
    return readLinkedList(this.#context, call, `${call.origin}${path}?${query}`, rows);
  }
}

function readRelationship(row: Row): DelegatedAdminRelationship | string {
  const id = textOf(row, 'id');
  if (id === null) {
    return 'it has no id';
  }
  const roles = jsonObjects(recordOf(row, 'accessDetails').unifiedRoles);
  const extension = textOf(row, 'autoExtendDuration');
  return {
    id,
    name: textOf(row, 'displayName') ?? id,
    tenantId: textOf(recordOf(row, 'customer'), 'tenantId')?.toLowerCase() ?? null,
    status: textOf(row, 'status') ?? 'unknown',
    roleIds: roles.flatMap((role) => textOf(role, 'roleDefinitionId')?.toLowerCase() ?? []),
    endsAt: readTime(row.endDateTime),
    // A duration of nothing at all is how Graph says no.
    autoExtends: extension !== null && /[1-9]/.test(extension),
  };
}

function readApplication(row: Row): SecretEnds | string {
  const appId = textOf(row, 'appId');
  return appId === null
    ? 'it has no appId'
    : {
        appId,
        secrets: jsonObjects(row.passwordCredentials).map((secret) => ({
          hint: textOf(secret, 'hint'),
          endsAt: readTime(secret.endDateTime),
        })),
      };
}
