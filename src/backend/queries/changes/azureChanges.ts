import { lastName } from '../../../shared/resourceId.ts';
import type { Steps } from '../../common/slices.ts';
import type { ResourceChange } from '../../estate/rows/resourceChange.ts';
import type { QueryContext } from '../context.ts';
import type { Scope } from '../scope.ts';
import { type ChangeRow, TYPES } from './changeRow.ts';

/** Properties that say how big a resource is. */
const SIZE =
  /^(?:sku(?:\.|$)|properties\.hardwareProfile\.vmSize$|properties\.(?:agentPoolProfiles.*\.)?(?:count|capacity|instanceCount)$)/i;

/** What Azure itself noted of changes to resources in the time range. */
export function* fromAzure(scope: Scope, { snapshot, from, to }: QueryContext): Steps<ChangeRow[]> {
  const rows: ChangeRow[] = [];
  for (const view of scope.views()) {
    const tenant = snapshot.tenants.get(view.subscription.tenantId) ?? null;
    for (const change of view.rows.resourceChanges ?? []) {
      if (change.at >= from && change.at < to) {
        const kind = kindOf(change);
        rows.push({
          ...{ at: change.at, change: kind, title: `${kind}: ${lastName(change.resourceId)}` },
          ...{ detail: detailOf(change), tenant, view, id: change.resourceId },
          ...{ changedBy: change.changedBy, clientType: change.clientType, source: 'Azure' },
        });
      }
    }
    yield;
  }
  return rows;
}

function kindOf({ changeType, properties }: ResourceChange): string {
  const kind = TYPES[changeType.toLowerCase()] ?? changeType;
  return kind === 'Updated' && properties.some(({ path }) => SIZE.test(path)) ? 'Scaled' : kind;
}

function detailOf({ properties, propertyCount, operation }: ResourceChange): string | null {
  const lines = properties.map(({ path, from, to }) => `${path}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`);
  const more = propertyCount > properties.length ? [`and ${propertyCount - properties.length} more`] : [];
  return [...lines, ...more].join('; ') || operation;
}
