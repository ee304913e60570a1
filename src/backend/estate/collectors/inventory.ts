import { setImmediate } from 'node:timers/promises';
import { CspError } from '../../common/errors.ts';
import type { ArmResource, ArmResourceGroup } from '../../microsoft/api/inventoryApi.ts';
import { deliverEach } from '../collectorShares.ts';
import { REASONS } from '../model/reasons.ts';
import type { Subscription } from '../model/tenants.ts';
import { callOf, type Collector, type CollectorRun, type PartResult } from './collector.ts';

export interface InventoryRows {
  groups: readonly ArmResourceGroup[];
  resources: readonly ArmResource[];
}

type Run = CollectorRun<InventoryRows>;
const REASON = 'collector:inventory';
/** Rows that take about a millisecond to sort out. */
const TURN_ROWS = 2_000;

/**
 * Resource groups and resources: by Resource Graph for up to 300 subscriptions of a tenant at once, as its guidance
 * says, and where that fails by Azure Resource Manager, subscription by subscription.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export const inventory: Collector<InventoryRows> = {
  section: 'inventory',
  batch: 300,
  intervalMs: (settings) => settings.intervals.inventory,
  async collect(run) {
    const asked: Subscription[] = [];
    for (const subscription of run.subscriptions) {
      if (subscription.state.toLowerCase() === 'deleted') {
        await run.deliver(subscription, deleted);
      } else {
        asked.push(subscription);
      }
    }
    if (asked.length > 0) {
      await collectAll(run, asked);
    }
  },
};

const deleted: PartResult<never> = {
  kind: 'skipped',
  code: REASONS.disabled,
  sentence: 'Azure has this subscription as Deleted, so its resources are not read.',
};

async function collectAll(run: Run, asked: readonly Subscription[]): Promise<void> {
  let found;
  try {
    const ids = asked.map((subscription) => subscription.subscriptionId);
    found = await run.microsoft.listInventory(run.access, ids, callOf(run, REASON));
  } catch (thrown) {
    const error = CspError.from(thrown);
    // Who can't sign in to the tenant can't ask Resource Manager either; all else may be Resource Graph's own trouble.
    if (run.signal.aborted || error.code.startsWith('AADSTS') || error.status === 401) {
      throw error;
    }
    await eachAlone(run, asked, [`Resource Graph failed, so Azure Resource Manager was asked: ${error.message}`]);
    return;
  }
  const shares = await split(found.groups.rows, found.resources.rows);
  const issues = [...found.groups.issues, ...found.resources.issues];
  const doubtful: Subscription[] = [];
  for (const subscription of asked) {
    const rows = shares.get(subscription.subscriptionId) ?? { groups: [], resources: [] };
    if (rows.groups.length + rows.resources.length === 0 && run.held(subscription.subscriptionId) > 0) {
      doubtful.push(subscription);
    } else {
      await run.deliver(subscription, { kind: 'complete', rows, issues });
    }
  }
  // Resource Graph leaves out silently what we may no longer read; Resource Manager says so.
  await eachAlone(run, doubtful, issues);
}

async function eachAlone(run: Run, subscriptions: readonly Subscription[], issues: readonly string[]): Promise<void> {
  const options = callOf(run, REASON);
  await deliverEach(run, subscriptions, async ({ subscriptionId }) => {
    const groups = await run.microsoft.listResourceGroups(run.access, subscriptionId, options);
    const resources = await run.microsoft.listResources(run.access, subscriptionId, options);
    const rows = { groups: groups.rows, resources: resources.rows };
    return { rows, issues: [...issues, ...groups.issues, ...resources.issues] };
  });
}

type Shares = Map<string, { groups: ArmResourceGroup[]; resources: ArmResource[] }>;

/** Rows by the subscription that their id names. A tenant can have tens of thousands, so the event loop has its turns. */
async function split(groups: readonly ArmResourceGroup[], resources: readonly ArmResource[]): Promise<Shares> {
  const shares: Shares = new Map();
  const shareOf = (id: string) => {
    const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase() ?? '';
    const share = shares.get(subscriptionId) ?? { groups: [], resources: [] };
    shares.set(subscriptionId, share);
    return share;
  };
  groups.forEach((group) => shareOf(group.id).groups.push(group));
  for (const [index, resource] of resources.entries()) {
    shareOf(resource.id).resources.push(resource);
    if (index % TURN_ROWS === TURN_ROWS - 1) {
      await setImmediate();
    }
  }
  return shares;
}
