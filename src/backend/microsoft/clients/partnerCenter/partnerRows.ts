import type { AzureEntitlement, PartnerCustomer, PartnerSubscription } from '../../api/directoryApi.ts';
import { recordOf, type Row, textOf } from '../rows.ts';

/** A customer, or why the row is none. https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers */
export function readCustomer(row: Row): PartnerCustomer | string {
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

/** https://learn.microsoft.com/partner-center/developer/subscription-resources */
export function readSubscription(row: Row): PartnerSubscription | string {
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

/** An Azure subscription under an Azure plan. */
export function readEntitlement(row: Row): AzureEntitlement | string {
  const id = textOf(row, 'id');
  return id === null
    ? 'it has no id'
    : {
        subscriptionId: id.toLowerCase(),
        name: textOf(row, 'friendlyName') ?? id,
        status: textOf(row, 'status') ?? 'unknown',
      };
}
