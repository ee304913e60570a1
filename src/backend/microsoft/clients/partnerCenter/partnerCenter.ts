import { jsonObject, jsonObjects } from '../../../../shared/json.ts';
import { pathSegment } from '../../../common/pathSegment.ts';
import { CspError, badInput } from '../../../common/errors.ts';
import { credentialOf } from '../../../settings/credentialOf.ts';
import type { AzureEntitlement, CallOptions, Complete, PartnerCustomer, PartnerSubscription } from '../../api.ts';
import type { Call } from '../../http/call.ts';
import type { ClientContext } from '../../context.ts';
import type { Entra } from '../entra.ts';
import { badAnswer, foreignLink } from '../../http/errors.ts';
import { PageGuard } from '../../http/paging.ts';
import { recordOf, Rows, textOf, type Row } from '../rows.ts';
import type { SignInApi } from '../../signInApi.ts';

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
    return this.#list('/v1/customers', '/v1/customers', `size=${PAGE_SIZE}`, options, rows);
  }

  async listSubscriptions(customerId: string, options: CallOptions): Promise<Complete<PartnerSubscription>> {
    const rows = new Rows('Partner Center subscription', readSubscription, (row) => row.id);
    return this.#list(
      '/v1/customers/{customerId}/subscriptions',
      `/v1/customers/${pathSegment(customerId)}/subscriptions`,
      '',
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
      '',
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
    query: string,
    options: CallOptions,
    rows: Rows<T>,
  ): Promise<Complete<T>> {
    const call = await this.#call(template, options);
    const guard = new PageGuard(call, this.#context.limits);
    let total = 0;
    for (let token: string | null = ''; token !== null;) {
      guard.next(token);
      const body = await this.#page(call, path, query, token);
      if (body === null) {
        break;
      }
      total = typeof body.totalCount === 'number' ? body.totalCount : total;
      rows.addPage(itemsOf(call, body));
      token = nextToken(call, body);
    }
    // The total may be that of one page, so only a total above what came says something.
    if (total > rows.seen) {
      throw badAnswer(call, 'IncompleteResult', `the list ended after ${rows.seen} of ${total} rows.`);
    }
    return rows.complete();
  }

  /** One page; null when there is none after all: some of Partner Center's services say so by an error. */
  async #page(call: Call, path: string, query: string, token: string): Promise<Row | null> {
    const parameters = [query, token === '' ? '' : 'seekOperation=Next'].filter((one) => one !== '').join('&');
    const url = `${call.origin}${path}${parameters === '' ? '' : `?${parameters}`}`;
    const headers: Record<string, string> = {
      'X-Locale': 'en-US',
      ...(token !== '' && { 'MS-ContinuationToken': token }),
    };
    try {
      const { parsedBody } = await this.#context.http.send(call, { url, headers });
      return jsonObject(parsedBody);
    } catch (error) {
      if (token !== '' && error instanceof CspError && error.status === 400 && error.code === '2000') {
        return null;
      }
      throw error;
    }
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

function itemsOf(call: Call, body: Row): readonly unknown[] {
  if (!Array.isArray(body.items)) {
    throw badAnswer(call, 'BadResponse', 'the answer has no list of items, so nothing is known about what exists.');
  }
  return body.items;
}

/** The token of the next page: a header that `links.next` asks for. */
function nextToken(call: Call, body: Row): string | null {
  const next = recordOf(recordOf(body, 'links'), 'next');
  if (Object.keys(next).length === 0) {
    return null;
  }
  // The address is not needed, since it is always the same; but one that leads away means that something is wrong.
  const uri = textOf(next, 'uri') ?? '';
  if (!URL.canParse(uri, call.origin) || new URL(uri, call.origin).origin !== call.origin) {
    throw foreignLink(call, uri);
  }
  for (const header of jsonObjects(next.headers)) {
    const { key, value } = header;
    if (
      typeof key === 'string' &&
      key.toLowerCase() === 'ms-continuationtoken' &&
      typeof value === 'string' &&
      value !== ''
    ) {
      return value;
    }
  }
  return textOf(body, 'continuationToken');
}

function readCustomer(row: Row): PartnerCustomer | string {
  const profile = recordOf(row, 'companyProfile');
  const id = textOf(row, 'id') ?? textOf(profile, 'tenantId');
  const domain = textOf(profile, 'domain');
  return id === null
    ? 'it has no id'
    : {
        id: id.toLowerCase(),
        name: textOf(profile, 'companyName') ?? domain ?? id,
        domain,
        relationship: textOf(row, 'relationshipToPartner'),
      };
}

function readSubscription(row: Row): PartnerSubscription | string {
  const id = textOf(row, 'id');
  if (id === null) {
    return 'it has no id';
  }
  const offerId = textOf(row, 'offerId') ?? '';
  const offerName = textOf(row, 'offerName') ?? '';
  const isAzure =
    textOf(row, 'billingType')?.toLowerCase() === 'usage' ||
    /^(DZH318Z0BPS6|MS-AZR-0145P$)/i.test(offerId) ||
    offerName.toLowerCase() === 'azure plan';
  return { id: id.toLowerCase(), offerId, offerName, status: textOf(row, 'status') ?? 'unknown', isAzure };
}

function readEntitlement(row: Row): AzureEntitlement | string {
  const id = textOf(row, 'id');
  return id === null
    ? 'it has no id'
    : {
        subscriptionId: id.toLowerCase(),
        name: textOf(row, 'friendlyName') ?? id,
        status: textOf(row, 'status') ?? 'unknown',
      };
}
