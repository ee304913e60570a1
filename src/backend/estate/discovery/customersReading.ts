import { isDeepStrictEqual } from 'node:util';
import { CspError } from '../../common/errors.ts';
import type { Complete } from '../../microsoft/api/access.ts';
import type { PartnerCustomer } from '../../microsoft/api/directoryApi.ts';
import type { JobResult } from '../refresh/job.ts';
import { logFailure } from '../parts/logFailure.ts';
import { completePart, failPart, startPart } from '../parts/partStatus.ts';
import { confirmMs } from '../parts/shrinkGuard.ts';
import { CUSTOMERS, type DirectoryKeeper } from './directoryKeeper.ts';
import type { Domains } from './domains.ts';
import { readGdap } from './gdap.ts';
import type { SecretEnds } from './secretEnds.ts';

/** Finds out who the partner's customers are, and what goes with it: domains, GDAP relationships, ends of secrets. */
export class CustomersReading {
  readonly #keeper: DirectoryKeeper;
  readonly #domains: Domains;
  readonly #secrets: SecretEnds;

  constructor(keeper: DirectoryKeeper, domains: Domains, secrets: SecretEnds) {
    this.#keeper = keeper;
    this.#domains = domains;
    this.#secrets = secrets;
  }

  async read(signal: AbortSignal): Promise<JobResult> {
    const keeper = this.#keeper;
    const { context } = keeper;
    const { clock, picture } = context;
    keeper.update(CUSTOMERS, (part) => startPart(part, clock.now()), false);
    const first = picture.part('customers', '', '')?.observedAt === null;
    const { failure, issues, doubted } = await this.#readPartner(signal);
    const { resolved, issues: unresolved } = await this.#domains.resolve(context, keeper.facts, signal);
    keeper.facts = { ...keeper.facts, resolved };
    const directory = keeper.apply(!first);
    const all = [...issues, ...unresolved, ...directory.issues];
    const now = clock.now();
    if (!doubted) {
      keeper.update(
        CUSTOMERS,
        (part) =>
          failure
            ? failPart(part, now, failure)
            : completePart(part, now, { rows: directory.customers.length, issues: all }),
        true,
      );
    }
    context.saver.changed(CUSTOMERS);
    await this.#learnGdap(signal);
    await this.#secrets.read(context, signal);
    const result: JobResult = { failed: failure !== undefined, retryAfterMs: failure?.retryAfterMs };
    return doubted ? { ...result, confirmMs: confirmMs(keeper.intervalMs) } : result;
  }

  async #readPartner(
    signal: AbortSignal,
  ): Promise<{ failure?: CspError; issues: readonly string[]; doubted: boolean }> {
    const keeper = this.#keeper;
    const { settings, microsoft, log, picture } = keeper.context;
    if (settings.partnerCredentialId === null) {
      return { issues: [], doubted: false };
    }
    try {
      const customers = await microsoft.listCustomers({ signal, reason: 'discovery:customers' });
      const partner = [...customers.rows, ...this.#unreadable(customers)];
      const doubted = keeper.doubts(CUSTOMERS, {
        held: [keeper.facts.partner.length],
        read: [partner.length],
        said: "Partner Center's list lacked most of the customers.",
      });
      keeper.facts = doubted ? keeper.facts : { ...keeper.facts, partner };
      return { issues: customers.issues, doubted };
    } catch (thrown) {
      signal.throwIfAborted();
      const failure = CspError.from(thrown);
      logFailure(log, "Partner Center's customers were not read.", picture.part('customers', '', ''), failure);
      return { failure, issues: [], doubted: false };
    }
  }

  async #learnGdap(signal: AbortSignal): Promise<void> {
    const keeper = this.#keeper;
    const gdap = await readGdap(keeper.context, keeper.facts.gdap, signal);
    if (!isDeepStrictEqual(gdap, keeper.facts.gdap)) {
      keeper.facts = { ...keeper.facts, gdap };
      keeper.apply(false);
      keeper.context.saver.changed(CUSTOMERS);
    }
  }

  /** Customers known before that may be behind the rows that could not be read: such a row is no sign that one has gone. */
  #unreadable({ rows, issues }: Complete<PartnerCustomer>): readonly PartnerCustomer[] {
    const read = new Set(rows.map(({ id }) => id.toLowerCase()));
    return issues.length === 0 ? [] : this.#keeper.facts.partner.filter(({ id }) => !read.has(id.toLowerCase()));
  }
}
