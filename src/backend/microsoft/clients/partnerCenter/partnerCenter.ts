import { pathSegment } from '../../../common/pathSegment.ts';
import { CspError, badInput } from '../../../common/errors.ts';
import { credentialOf } from '../../../settings/credentialOf.ts';
import type { CallOptions, Complete } from '../../api/access.ts';
import type { AzureEntitlement, PartnerCustomer, PartnerSubscription } from '../../api/directoryApi.ts';
import type { Call } from '../../http/call.ts';
import type { ClientContext } from '../../context.ts';
import type { Entra } from '../entra.ts';
import { Rows } from '../rows.ts';
import { readPartnerList } from './partnerList.ts';
import { readCustomer, readEntitlement, readSubscription } from './partnerRows.ts';
import type { SignInApi } from '../../api/signInApi.ts';

const PAGE_SIZE = 500;

/** Partner Center REST: https://learn.microsoft.com/partner-center/developer */
export class PartnerCenter {
  readonly #context: ClientContext;
  readonly #entra: Entra;

  constructor(context: ClientContext, entra: Entra) {
    this.#context = context;
    this.#entra = entra;
  }

  listCustomers(options: CallOptions): Promise<Complete<PartnerCustomer>> {
    const rows = new Rows('customer', readCustomer, (row) => row.id);
    return this.#list('/v1/customers', `/v1/customers?size=${PAGE_SIZE}`, options, rows);
  }

  async listSubscriptions(customerId: string, options: CallOptions): Promise<Complete<PartnerSubscription>> {
    const rows = new Rows('Partner Center subscription', readSubscription, (row) => row.id);
    return this.#list(
      '/v1/customers/{customerId}/subscriptions',
      `/v1/customers/${pathSegment(customerId)}/subscriptions`,
      options,
      rows,
    );
  }

  async listAzureEntitlements(
    customerId: string,
    planId: string,
    options: CallOptions,
  ): Promise<Complete<AzureEntitlement>> {
    const rows = new Rows('Azure entitlement', readEntitlement, (row) => row.subscriptionId);
    const path = `/v1/customers/${pathSegment(customerId)}/subscriptions/${pathSegment(planId)}/azureEntitlements`;
    return this.#list(
      '/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements',
      path,
      options,
      rows,
    );
  }

  /**
   * Consent in one customer's tenant, in the partner's name. That it is there already is no failure: Partner Center says
   * so by a conflict.
   */
  async grantConsent(
    customerId: string,
    { applicationId, displayName, grants }: Parameters<SignInApi['grantApplicationConsent']>[1],
    options: CallOptions,
  ): Promise<'granted' | 'alreadyGranted'> {
    const call = await this.#call('/v1/customers/{customerId}/applicationconsents', options);
    const url = `${call.origin}/v1/customers/${pathSegment(customerId)}/applicationconsents`;
    const applicationGrants = grants.map(({ enterpriseApplicationId, scope }) => ({ enterpriseApplicationId, scope }));
    const body = { applicationId, displayName, applicationGrants };
    try {
      await this.#context.http.send(call, { method: 'POST', url, headers: { 'X-Locale': 'en-US' }, body });
      return 'granted';
    } catch (error) {
      if (error instanceof CspError && error.status === 409) {
        return 'alreadyGranted';
      }
      throw error;
    }
  }

  async #list<T extends object>(
    template: string,
    path: string,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    return readPartnerList(this.#context, await this.#call(template, options), path, rows);
  }

  async #call(path: string, options: CallOptions): Promise<Call> {
    const { settings } = this.#context;
    if (settings.partnerCredentialId === null) {
      throw badInput(
        "Customers are not looked for in Partner Center: turn it on in the data source's settings.",
        'Settings',
      );
    }
    const credential = credentialOf(settings, settings.partnerCredentialId);
    return {
      api: 'partnerCenter',
      origin: settings.hosts.partnerCenter,
      tenantId: await this.#entra.resolveTenant(credential.tenantId, options),
      credentialId: credential.id,
      scope: settings.hosts.partnerCenterScope,
      path,
      subscriptionId: null,
      signal: options.signal,
      reason: options.reason,
    };
  }
}
