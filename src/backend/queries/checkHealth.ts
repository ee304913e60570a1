import { CspError } from '../common/errors.ts';
import type { Clock } from '../common/clock.ts';
import type { Access, Microsoft } from '../microsoft/api.ts';
import type { Settings } from '../settings/settings.ts';

export interface CheckContext {
  settings: Settings;
  microsoft: Microsoft;
  clock: Clock;
  signal: AbortSignal;
}

/** One step of Save & test, in the order it was taken. */
export interface CheckStep {
  step: string;
  ok: boolean;
  milliseconds: number;
  /** What was found, or the sentence that says what to do. */
  result: string;
}

export interface CheckResult {
  status: 'ok' | 'error';
  message: string;
  details: { steps: CheckStep[]; verboseMessage: string };
}

/** Tenants that are looked into: a partner with hundreds of customers still gets an answer in seconds. */
const SAMPLE = 3;

/**
 * Save & test: walks the way that collecting takes (sign-in, customers, one tenant's subscriptions, its inventory and
 * its health) and stops at the first thing that fails for every tenant it tried. Never throws for what Microsoft says.
 */
export async function checkHealth(context: CheckContext): Promise<CheckResult> {
  const steps: CheckStep[] = [];
  const walk = new Walk(context, steps);
  try {
    const found = await walk.customers();
    const entered = await walk.firstReadable(found);
    if (entered) {
      await walk.read(entered);
    }
  } catch (thrown) {
    const error = CspError.from(thrown);
    return result('error', error.message, steps);
  }
  return result('ok', steps.map((step) => step.result).join(' '), steps);
}

interface Entered {
  access: Access;
  subscriptionIds: string[];
}

class Walk {
  private readonly context: CheckContext;
  private readonly steps: CheckStep[];

  constructor(context: CheckContext, steps: CheckStep[]) {
    this.context = context;
    this.steps = steps;
  }

  /** Accesses of customers from Partner Center and of tenants from the settings. */
  async customers(): Promise<Access[]> {
    const { settings, microsoft } = this.context;
    const byHand = settings.tenants
      .filter((tenant) => tenant.enabled)
      .map(({ tenantId, credentialId }) => ({ tenantId, credentialId }));
    const credentialId = settings.partnerCredentialId;
    if (credentialId === null) {
      return byHand;
    }
    return this.step('Partner Center', async () => {
      const { rows } = await microsoft.listCustomers(this.options());
      const customers = rows.map((customer) => ({ tenantId: customer.id, credentialId }));
      return [`Partner Center lists ${count(rows.length, 'customer')}.`, [...byHand, ...customers]];
    });
  }

  /** The first tenant with a subscription among a sample; fails only when every one of the sample failed. */
  async firstReadable(accesses: Access[]): Promise<Entered | undefined> {
    const sample = accesses.slice(0, SAMPLE);
    return this.step('Subscriptions', async () => {
      let failure: unknown;
      let failed = 0;
      for (const access of sample) {
        try {
          const { rows } = await this.context.microsoft.listSubscriptions(access, this.options());
          const usable = rows.filter((row) => row.state !== 'Disabled' && row.state !== 'Deleted');
          if (usable.length > 0) {
            const text = `Tenant ${access.tenantId} shows ${count(rows.length, 'subscription')} (${sampled(sample.length, accesses.length)}).`;
            return [text, { access, subscriptionIds: usable.map((row) => row.subscriptionId) }];
          }
        } catch (thrown) {
          failed += 1;
          failure ??= thrown;
        }
      }
      if (failure !== undefined && failed === sample.length) {
        throw failure;
      }
      return [
        `No subscription is visible yet in the tenants tried (${sampled(sample.length, accesses.length)}).`,
        undefined,
      ];
    });
  }

  /** Inventory and health of one subscription. */
  async read({ access, subscriptionIds }: Entered): Promise<void> {
    const [subscriptionId = ''] = subscriptionIds;
    await this.step('Resource Graph', async () => {
      const { resources } = await this.context.microsoft.listInventory(access, [subscriptionId], this.options());
      return [`Resource Graph lists ${count(resources.rows.length, 'resource')} in one of them.`, undefined];
    });
    await this.step('Resource Health', async () => {
      const { rows } = await this.context.microsoft.listResourceHealth(access, subscriptionId, this.options());
      return [`Resource Health knows ${count(rows.length, 'resource')} there.`, undefined];
    });
  }

  private async step<T>(name: string, work: () => Promise<[text: string, value: T]>): Promise<T> {
    const start = this.context.clock.now();
    const record = (ok: boolean, text: string) =>
      this.steps.push({ step: name, ok, milliseconds: this.context.clock.now() - start, result: text });
    try {
      const [text, value] = await work();
      record(true, text);
      return value;
    } catch (thrown) {
      record(false, CspError.from(thrown).message);
      throw thrown;
    }
  }

  private options() {
    return { signal: this.context.signal, reason: 'check' };
  }
}

function result(status: CheckResult['status'], message: string, steps: CheckStep[]): CheckResult {
  const lines = steps.map(
    (step) => `${step.ok ? 'OK' : 'FAILED'} ${step.step}, ${Math.round(step.milliseconds)} ms: ${step.result}`,
  );
  return { status, message, details: { steps, verboseMessage: lines.join('\n') } };
}

function sampled(tried: number, all: number): string {
  return tried === all ? `all ${all} tried` : `${tried} of ${all} tenants tried`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
