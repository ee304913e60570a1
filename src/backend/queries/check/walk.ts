import { badInput, CspError } from '../../common/errors.ts';
import type { ArmSubscription } from '../../microsoft/api/directoryApi.ts';
import { needCorrecting } from '../../settings/needCorrecting.ts';
import type { CheckContext } from './checkContext.ts';
import { type Candidate, failures, sampled, sampleOf, tryAll } from './sample.ts';
import { firstCredential, signIn } from './signIns.ts';
import { count, type Found, type Steps } from './steps.ts';

/** The way, in order; what is behind a step that fails was not tried. */
export const STEPS = [
  ...['Settings', 'Sign-in', 'Partner Center', 'Customers', "A customer's token", 'Subscriptions'],
  ...['Resource Health', 'Resource Graph', 'Store'],
] as const;

/** Subscriptions that are looked into, one after the other, until one answers. */
const SUBSCRIPTIONS = 3;

interface Readable {
  candidate: Candidate;
  subscriptions: ArmSubscription[];
}

/** Takes the steps one after the other; throws what the first that fails throws. */
export async function walk(context: CheckContext, steps: Steps): Promise<void> {
  const first = firstCredential(context);
  await steps.take('Settings', async () => settingsOf(context));
  if (first) {
    await steps.take(`Sign-in (${first.id})`, () => signIn(context, first, steps));
  }
  const customers = await steps.take('Partner Center', () => readCustomers(context, steps));
  const candidates = await steps.take('Customers', async () => candidatesOf(context, customers));
  const entered = await steps.take("A customer's token", () => enter(context, candidates, steps));
  const readable = await steps.take('Subscriptions', () => readSubscriptions(context, entered, steps));
  await steps.take('Resource Health', () => readHealth(context, readable, steps));
  await steps.take('Resource Graph', () => readInventory(context, readable, steps));
  await steps.take('Store', () => tryStores(context));
}

function settingsOf({ settings }: CheckContext): Found<void> {
  const { cloud, credentials, tenants, sectionsOff, mistakes } = settings;
  if (mistakes.length > 0) {
    throw badInput(`${needCorrecting(mistakes)} Everything else goes on being collected.`, 'Settings');
  }
  const off = sectionsOff.size > 0 ? ` Switched off: ${[...sectionsOff].join(', ')}.` : '';
  const found = `${cloud}, ${count(credentials.size, 'credential')}, ${count(tenants.length, 'tenant')} by hand.${off}`;
  return [found, undefined];
}

async function readCustomers({ settings, microsoft }: CheckContext, steps: Steps): Promise<Found<Candidate[]>> {
  const credentialId = settings.partnerCredentialId;
  if (credentialId === null) {
    return ['Customers are not looked for in Partner Center.', []];
  }
  const { rows } = await microsoft.listCustomers(steps.options);
  const customers = rows.map(({ id, name }) => ({ tenantId: id, credentialId, name }));
  return [`Partner Center lists ${count(rows.length, 'customer')}.`, customers];
}

/** Tenants by hand first: what is written there of a customer counts. */
function candidatesOf({ settings }: CheckContext, customers: Candidate[]): Found<Candidate[]> {
  const written = new Map(settings.tenants.map((tenant) => [tenant.tenantId.toLowerCase(), tenant]));
  const byHand = settings.tenants
    .filter(({ enabled }) => enabled)
    .map(({ tenantId, credentialId, name }) => ({ tenantId, credentialId, name: name ?? tenantId }));
  const others = customers.filter(({ tenantId }) => !written.has(tenantId.toLowerCase()));
  const all = [...byHand, ...others];
  const disabled = settings.tenants.length - byHand.length;
  const text = `${count(all.length, 'tenant')} to collect${disabled > 0 ? `, ${disabled} disabled in the settings` : ''}.`;
  return [all.length === 0 ? `${text} Add tenants, or switch Partner Center on.` : text, all];
}

async function enter({ microsoft }: CheckContext, all: Candidate[], steps: Steps): Promise<Found<Candidate[]>> {
  if (all.length === 0) {
    return ['There is no tenant to enter.', []];
  }
  const sample = sampleOf(all);
  const tried = await tryAll(sample, async (candidate) => {
    const tenantId = await microsoft.resolveTenant(candidate.tenantId, steps.options);
    await microsoft.signIn({ tenantId, credentialId: candidate.credentialId }, 'resourceManager', steps.options);
    return { ...candidate, tenantId };
  });
  const text = `${tried.good.length} of ${sample.length} tried let the account in (${sampled(sample.length, all.length)}).`;
  return [text + failures(tried), tried.good.map(({ value }) => value)];
}

async function readSubscriptions(
  { microsoft }: CheckContext,
  entered: Candidate[],
  steps: Steps,
): Promise<Found<Readable[]>> {
  const tried = await tryAll(entered, async (candidate) => {
    const { rows } = await microsoft.listSubscriptions(candidate, steps.options);
    return rows;
  });
  const readable = tried.good
    .map(({ candidate, value }) => ({
      candidate,
      subscriptions: value.filter(({ state }) => state !== 'Disabled' && state !== 'Deleted'),
    }))
    .filter(({ subscriptions }) => subscriptions.length > 0);
  const seen = readable.reduce((sum, { subscriptions }) => sum + subscriptions.length, 0);
  const where = readable.map(({ candidate }) => candidate.name).join(', ');
  const text =
    seen > 0
      ? `Azure shows ${count(seen, 'subscription')} in ${where}.`
      : 'Azure shows no active subscription in the tenants that were tried: there is none, or the account has no role on any.';
  return [text + failures(tried), readable];
}

async function readHealth({ settings, microsoft }: CheckContext, readable: Readable[], steps: Steps) {
  if (settings.sectionsOff.has('resourceHealth')) {
    return ["Not asked: Resource Health is switched off in the data source's settings.", undefined] as Found<void>;
  }
  return firstOf(readable, async ({ candidate }, { subscriptionId, displayName }) => {
    const { rows } = await microsoft.listResourceHealth(candidate, subscriptionId, steps.options);
    return `Resource Health knows ${count(rows.length, 'resource')} in ${displayName}.`;
  });
}

async function readInventory({ microsoft }: CheckContext, readable: Readable[], steps: Steps): Promise<Found<void>> {
  return firstOf(readable, async ({ candidate }, { subscriptionId, displayName }) => {
    const { resources } = await microsoft.listInventory(candidate, [subscriptionId], steps.options);
    return `Resource Graph lists ${count(resources.rows.length, 'resource')} in ${displayName}.`;
  });
}

/** Asks one subscription after the other until one answers; throws the first failure when none does. */
async function firstOf(
  readable: Readable[],
  ask: (tenant: Readable, subscription: ArmSubscription) => Promise<string>,
): Promise<Found<void>> {
  const all = readable.flatMap((tenant) => tenant.subscriptions.map((subscription) => ({ tenant, subscription })));
  const failed: string[] = [];
  let failure: unknown;
  for (const { tenant, subscription } of all.slice(0, SUBSCRIPTIONS)) {
    try {
      return [[await ask(tenant, subscription), ...failed].join(' '), undefined];
    } catch (thrown) {
      failure ??= thrown;
      failed.push(`Before that ${subscription.displayName} failed: ${CspError.from(thrown).message}`);
    }
  }
  if (failure !== undefined) {
    throw failure;
  }
  return ['Not asked: there is no subscription to ask about.', undefined];
}

async function tryStores({ stores }: CheckContext): Promise<Found<void>> {
  const all = await stores();
  const broken = all.filter(({ problem }) => problem !== null);
  const sentence = broken.map(({ what, problem }) => `${what} can not be kept over a restart. ${problem}`).join(' ');
  if (broken.some(({ tolerable }) => !tolerable)) {
    throw new CspError(sentence, { code: 'StoreNotWritable', status: 500, source: 'plugin' });
  }
  const kept = all.filter(({ problem }) => problem === null).map(({ what }) => what.toLowerCase());
  return [`Kept over restarts: ${kept.join(', ')}.${sentence && ` ${sentence}`}`, undefined];
}
