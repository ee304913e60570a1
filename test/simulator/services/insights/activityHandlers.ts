import { guid } from '../../core/random.ts';
import { WireError } from '../../core/http.ts';
import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import { activityOf } from '../../world/activity.ts';
import type { Activity } from '../../world/activity.ts';
import type { Subscription } from '../../world/model.ts';
import { requireSubscription } from '../resourceManager/access.ts';
import { page } from '../resourceManager/paging.ts';
import { providerOf, readActivityFilter } from './activityFilter.ts';

/** Rows of a page; Azure's own size is not documented. */
const PAGE = 200;

/** Newest first. The filter's errors come without ARM's envelope. */
export function listActivity(simulation: Simulation, x: Exchange, principal: Principal, id: string): Reply {
  const action = 'Microsoft.Insights/eventtypes/values/read';
  const subscription = requireSubscription(simulation, x, principal, id, action);
  const filter = flat(() => readActivityFilter(x));
  const rows = activityOf(simulation.world, subscription, filter.from, Math.min(filter.until, x.now));
  const select = x.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const size = Math.min(PAGE, simulation.behaviour.armPageSize);
  const body = page(x, rows.filter(filter.matches), size, (one) => chosen(activityShape(one, subscription), select));
  return { status: 200, body };
}

/** Gives an error the flat form `{code, message}` that this part of Azure Monitor answers with. */
export function flat<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError && error.reply.status === 400) {
      throw new WireError({ status: 400, body: (error.reply.body as { error: unknown }).error });
    }
    throw error;
  }
}

function chosen(shape: Record<string, unknown>, select: string[] | undefined): Record<string, unknown> {
  return select ? Object.fromEntries(Object.entries(shape).filter(([name]) => select.includes(name))) : shape;
}

const localized = (value: string) => ({ value, localizedValue: value });

function activityShape(entry: Activity, subscription: Subscription): Record<string, unknown> {
  const time = new Date(entry.at).toISOString();
  const [, resourceGroupName] = /\/resourceGroups\/([^/]+)/i.exec(entry.resourceId) ?? [];
  const [namespace, ...path] = entry.resourceId.split(/\/providers\//i)[1]?.split('/') ?? [];
  const type = namespace ? [namespace, ...path.filter((_, i) => i % 2 === 0)].join('/') : '';
  return {
    authorization: { action: entry.operation, role: 'Owner', scope: entry.resourceId },
    caller: entry.caller,
    channels: 'Operation',
    claims: claimsOf(entry),
    correlationId: entry.correlationId,
    description: entry.description,
    eventDataId: entry.id,
    eventName: localized('EndRequest'),
    category: localized(entry.category),
    ...(entry.category === 'Administrative' && {
      httpRequest: {
        clientRequestId: guid(`request ${entry.id}`),
        clientIpAddress: '203.0.113.7',
        method: entry.operation.endsWith('/delete') ? 'DELETE' : 'PUT',
      },
    }),
    id: `${entry.resourceId}/events/${entry.id}/ticks/${entry.at}`,
    level: entry.level,
    ...(resourceGroupName && { resourceGroupName }),
    resourceProviderName: localized(providerOf(entry)),
    resourceId: entry.resourceId,
    resourceType: localized(type),
    operationId: entry.correlationId,
    operationName: localized(entry.operation),
    properties: entry.properties,
    status: localized(entry.status),
    subStatus: localized(''),
    eventTimestamp: time,
    submissionTimestamp: new Date(entry.at + 90_000).toISOString(),
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
  };
}

/** Personal data, which no client has a reason to show. */
function claimsOf(entry: Activity): Record<string, string> {
  if (!entry.caller.includes('@')) {
    return {};
  }
  return {
    aud: 'https://management.core.windows.net/',
    ipaddr: '203.0.113.7',
    name: 'personal-data-name',
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': entry.caller,
    puid: 'personal-data-puid',
  };
}
