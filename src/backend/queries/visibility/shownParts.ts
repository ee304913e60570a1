import type { PartStatus } from '../../estate/model/part.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const SOMEBODY = '(another tenant)';

/** A sentence without the ids of tenants and subscriptions that are hidden: Microsoft's errors name both. */
function withoutHidden(sentence: string, all: Snapshot, shown: Snapshot): string {
  return sentence.replace(GUID, (found) => {
    const id = found.toLowerCase();
    const hidden =
      (all.tenants.has(id) && !shown.tenants.has(id)) || (all.subscriptions.has(id) && !shown.subscriptions.has(id));
    return hidden ? SOMEBODY : found;
  });
}

/** How one part is doing, for who sees only some of the customers; undefined where it is about others. */
export function shownPart(part: PartStatus | undefined, all: Snapshot, shown: Snapshot): PartStatus | undefined {
  if (!part || part.tenantId === '') {
    return part && ofAll(part, shown);
  }
  const { tenantId, subscriptionId, error, issues } = part;
  if (!shown.tenants.has(tenantId) || (subscriptionId !== '' && !shown.subscriptions.has(subscriptionId))) {
    return undefined;
  }
  if (!error && issues.length === 0) {
    return part;
  }
  return {
    ...part,
    error: error && { ...error, sentence: withoutHidden(error.sentence, all, shown) },
    issues: issues.map((issue) => withoutHidden(issue, all, shown)),
  };
}

/** A part that is of no tenant: when and how it was read, but neither how many customers there are nor why it failed. */
function ofAll(part: PartStatus, shown: Snapshot): PartStatus {
  const ofCustomers = part.section === 'customers';
  const what = ofCustomers ? 'the list of customers' : "Azure's public status";
  const sentence = `Whoever sees every customer is told why ${what} could not be read.`;
  return {
    ...part,
    rows: ofCustomers ? shown.customers.size : part.rows,
    issues: [],
    error: part.error && { ...part.error, sentence },
  };
}

/** A tenant without a word about a hidden one that it is managed from; the definition's name is the managing one's choice. */
export function shownTenant(tenant: Tenant, all: Snapshot, shown: Snapshot): Tenant {
  const { entry } = tenant;
  const { lighthouse, problems } = entry;
  const managedByHidden = lighthouse !== null && !shown.tenants.has(lighthouse.managingTenantId);
  if (!managedByHidden && problems.length === 0) {
    return tenant;
  }
  return {
    ...tenant,
    entry: {
      ...entry,
      lighthouse: managedByHidden ? { managingTenantId: '', definition: null } : lighthouse,
      problems: problems.map((problem) => withoutHidden(problem, all, shown)),
    },
  };
}
