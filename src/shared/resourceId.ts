/**
 * Azure Resource Manager ids. ARM keeps the case that a resource was created with and compares without it, so the
 * same resource arrives in several spellings: ids are compared by `resourceKey()` and shown as they came.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export interface ResourceId {
  subscriptionId: string;
  /** Absent on resources that live right under the subscription. */
  resourceGroup?: string;
  /** `Microsoft.Compute/virtualMachines`, nested types with more segments. Absent on a subscription or a resource group. */
  type?: string;
  /** Last name. On a resource group its name, on a subscription its id. */
  name: string;
}

/** One spelling for comparing ids: lower case, one leading slash, no trailing one. */
export function resourceKey(id: string): string {
  const trimmed = id.replace(/\/+$/, '');
  return (trimmed.startsWith('/') ? trimmed : `/${trimmed}`).toLowerCase();
}

/** The subscription that an id names, lower case; undefined where it names none. */
export function subscriptionOfId(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase();
}

/** What stands behind the last slash of an id: the name of what it is the id of. */
export function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Takes an ARM id apart; undefined where it is none. The last `/providers/` counts, as ARM does for extension resources. */
export function parseResourceId(id: string): ResourceId | undefined {
  const split = (id.startsWith('/') ? id.slice(1) : id).split('/');
  const parts = split.includes('') ? split.filter((part) => part !== '') : split;
  if (parts.length < 2 || parts[0]?.toLowerCase() !== 'subscriptions' || !parts[1]) {
    return undefined;
  }
  const subscriptionId = parts[1];
  const inGroup = parts[2]?.toLowerCase() === 'resourcegroups' && parts[3] !== undefined;
  const resourceGroup = inGroup ? parts[3] : undefined;
  const provider = lastProvider(parts);
  if (provider < 0) {
    const rest = parts.length - (inGroup ? 4 : 2);
    return rest === 0 ? { subscriptionId, resourceGroup, name: resourceGroup ?? subscriptionId } : undefined;
  }
  const namespace = parts[provider + 1];
  const tail = parts.slice(provider + 2);
  if (!namespace || tail.length === 0 || tail.length % 2 !== 0) {
    return undefined;
  }
  const types = tail.filter((_, index) => index % 2 === 0);
  return {
    subscriptionId,
    resourceGroup,
    type: [namespace, ...types].join('/'),
    name: tail[tail.length - 1] as string,
  };
}

const PROVIDERS = 'providers';

function lastProvider(parts: string[]): number {
  for (let index = parts.length - 1; index >= 2; index--) {
    const part = parts[index] as string;
    // Ids are taken apart by the hundred thousand: most parts are told by their length.
    if (part.length === PROVIDERS.length && part.toLowerCase() === PROVIDERS) {
      return index;
    }
  }
  return -1;
}

/** Id of a resource group, the form that filters and the tree use. */
export function resourceGroupId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}
