import type { Collector, PartResult } from '../collectors/collector.ts';
import type { EstateContext } from '../context.ts';
import type { PartStatus, Sizes } from '../model/part.ts';
import type { Subscription } from '../model/tenants.ts';
import { logFailure } from '../parts/logFailure.ts';
import { completePart, failPart, skipPart } from '../parts/partStatus.ts';
import { putApart } from '../parts/putApart.ts';
import type { Swap } from '../picture/swap.ts';

/** How a section's rows are read and go into the picture. */
export interface Way<Rows> {
  collector: Collector<Rows>;
  swap: Swap<Rows>;
  /** Content now held, where reads of what is new need it. */
  held(subscriptionId: string): Rows | undefined;
  /** Rows of a read, and of what is held, by kind. */
  sizes(rows: Rows): Sizes;
  heldSizes(subscriptionId: string): Sizes;
}

type CompleteResult<Rows> = Extract<PartResult<Rows>, { kind: 'complete' }>;

/** What a job does with its subscriptions' parts. */
export interface Settling<Rows> {
  /** Changes a part. One whose subscription has gone meanwhile is not brought back. */
  update(subscription: Subscription, change: (part: PartStatus) => PartStatus, swapped: boolean): void;
  /** Puts into the picture what one subscription's part came to. @returns whether it is believed. */
  settle(subscription: Subscription, result: PartResult<Rows>): Promise<boolean>;
}

/** Settles what a job of a section brings. */
export function createSettling<Rows>(context: EstateContext, way: Way<Rows>, intervalMs: number): Settling<Rows> {
  const { picture, clock, log } = context;
  const partOf = ({ tenantId, subscriptionId }: Subscription) =>
    picture.part(way.collector.section, tenantId, subscriptionId);

  const update: Settling<Rows>['update'] = (subscription, change, swapped) => {
    const part = partOf(subscription);
    if (part && picture.view(subscription.subscriptionId)) {
      picture.setPart(change(part), swapped);
    }
  };

  /** Puts a complete read into the picture, unless it lacks most of what is held and nothing has confirmed it. */
  async function settleComplete(
    subscription: Subscription,
    { rows, issues, readAt }: CompleteResult<Rows>,
  ): Promise<boolean> {
    const now = clock.now();
    const part = partOf(subscription);
    // Without a part it has gone, or is another customer's by now.
    if (!part || isNewer(part, readAt, now)) {
      return true;
    }
    const read = {
      part,
      held: way.heldSizes(subscription.subscriptionId),
      read: way.sizes(rows),
      said: 'A complete read lacked most of what is held.',
      intervalMs,
      now,
    };
    if (putApart(log, read, (change) => update(subscription, change, true))) {
      return false;
    }
    const swapped = await context.slices.run(way.swap(context, subscription, rows, now));
    const held = { rows: swapped.rows, issues: [...issues, ...swapped.issues], readAt };
    update(subscription, (part) => completePart(part, now, held), true);
    return true;
  }

  async function settle(subscription: Subscription, result: PartResult<Rows>): Promise<boolean> {
    const now = clock.now();
    if (result.kind === 'complete') {
      return await settleComplete(subscription, result);
    }
    if (result.kind === 'skipped') {
      update(subscription, (part) => skipPart(part, now, result), true);
    } else {
      logFailure(log, 'A subscription was not read.', partOf(subscription), result.error);
      update(subscription, (part) => failPart(part, now, result.error), true);
    }
    return true;
  }

  return { update, settle };
}

/** Whether what is held was read by another job that began later: subscriptions change jobs when there are more of them. */
function isNewer({ observedAt }: PartStatus, readAt: number | undefined, now: number): boolean {
  return observedAt !== null && readAt !== undefined && observedAt > readAt && observedAt <= now;
}
