import type { EstateContext } from '../context.ts';
import { CUSTOMERS } from '../discovery/directoryKeeper.ts';
import type { Discovery } from '../discovery/discovery.ts';
import type { DirectoryFacts } from '../discovery/facts.ts';
import { restoreHealth, type StoredHealth } from '../segments/healthSegment.ts';
import { restoreInventory, type StoredInventory } from '../segments/inventorySegment.ts';
import type { CollectedSection } from '../model/sections.ts';
import type { Subscription } from '../model/tenants.ts';
import { decodeBody } from './partBody.ts';
import { isRowSection, ROW_SECTION_NAMES, ROW_SECTIONS, type RowSections } from '../rows/index.ts';
import { readStoredRows, setRows } from '../rows/swapRows.ts';
import { isOff } from '../parts/sectionOff.ts';
import type { Steps } from '../../common/slices.ts';
import { pending, read } from './restored.ts';
import { restoreWide } from './restoreWide.ts';
import type { Store, StoredPart } from './store.ts';
import { swapIn } from '../picture/swap.ts';

type Kept = Required<StoredPart>;

/** Parts that are put up as one piece of work: a turn of the event loop for each would take longer than the work. */
const BATCH = 64;

/**
 * Puts an earlier run's picture up, marked as not yet read in this one. A part that can't be used is dropped by
 * itself; parts of customers and subscriptions that are no longer there are taken out of the store.
 */
export async function restore(context: EstateContext, store: Store, discovery: Discovery): Promise<void> {
  context.feed.restore(await store.loadChanges(10_000));
  let facts: DirectoryFacts | undefined;
  for await (const part of store.load('customers')) {
    facts = read(context, part, () => decodeBody<DirectoryFacts>(part.body).head);
    if (facts) {
      pending(context, { ...part, ...CUSTOMERS }, context.settings.intervals.discovery);
    }
  }
  discovery.begin(facts);
  for await (const part of store.load('subscriptions')) {
    const tenant = context.picture.tenant(part.tenantId);
    const subscriptions = tenant?.enabled
      ? read(context, part, () => decodeBody<Subscription[]>(part.body).head)
      : undefined;
    if (subscriptions) {
      context.picture.setSubscriptions(part.tenantId, subscriptions);
      pending(context, part, context.settings.intervals.discovery);
    } else {
      context.saver.removed(part);
    }
  }
  const { intervals } = context.settings;
  await restoreSection(context, store, 'inventory', intervals.inventory);
  await restoreSection(context, store, 'resourceHealth', intervals.resourceHealth);
  await context.history.restore(
    ({ tenantId, subscriptionId }) =>
      context.picture.part('resourceHealth', tenantId, subscriptionId)?.observedAt ?? null,
  );
  for (const section of ROW_SECTION_NAMES) {
    await restoreSection(context, store, section, intervals[ROW_SECTIONS[section].interval]);
  }
  await restoreWide(context, store);
}

async function restoreSection(
  context: EstateContext,
  store: Store,
  section: CollectedSection,
  intervalMs: number,
): Promise<void> {
  if (isOff(context.settings, section)) {
    return;
  }
  let batch: Kept[] = [];
  for await (const part of store.load(section)) {
    batch.push(part);
    if (batch.length === BATCH) {
      await context.slices.run(putAll(context, batch, intervalMs));
      batch = [];
    }
  }
  await context.slices.run(putAll(context, batch, intervalMs));
}

function* putAll(context: EstateContext, parts: readonly Kept[], intervalMs: number): Steps<void> {
  for (const part of parts) {
    const known = context.picture.view(part.subscriptionId)?.subscription.tenantId === part.tenantId;
    const content = known ? read(context, part, () => contentOf(context, part)) : undefined;
    if (content) {
      yield* content;
      pending(context, part, intervalMs);
    } else {
      context.saver.removed(part);
    }
    yield;
  }
}

/** What puts the part's content up, made only when all of it can be read. */
function contentOf(context: EstateContext, part: Kept): Steps<void> {
  const { section, subscriptionId } = part;
  if (!isRowSection(section)) {
    return swapIn(context, subscriptionId, segmentOf(context, part));
  }
  const rows = readStoredRows<RowSections[typeof section]>(section, part.body);
  return (function* () {
    setRows(context, section, subscriptionId, rows);
  })();
}

function segmentOf(context: EstateContext, part: Kept): Parameters<typeof swapIn>[2] {
  if (part.section === 'inventory') {
    const { head, bytes, idBytes } = decodeBody<StoredInventory>(part.body);
    return {
      inventory: restoreInventory(
        part.subscriptionId,
        { ...head, observedAt: part.observedAt },
        bytes,
        idBytes,
        context.names,
      ),
    };
  }
  const { head, bytes, idBytes } = decodeBody<StoredHealth>(part.body);
  return { health: restoreHealth(part.subscriptionId, { ...head, observedAt: part.observedAt }, bytes, idBytes) };
}
