import type { Changes } from '../../estate/changeFeed.ts';
import type { HistoryReader } from '../../estate/history/past.ts';
import type { FeedChange } from '../../estate/model/change.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { AccessFilter, AccessReader } from '../../microsoft/accessLog/accessReader.ts';
import type { RateLimit } from '../../microsoft/budgets/rateLimit.ts';
import type { CallPlace } from '../../microsoft/accessLog/accessLog.ts';
import type { CredentialReader } from '../credentials/reader.ts';

/** The past of what can be seen; of all else there is none. */
export function visibleHistory(history: HistoryReader, shown: Snapshot): HistoryReader {
  return {
    keptMs: history.keptMs,
    read: async (key, range, health) =>
      shown.tenants.has(key.tenantId) ? history.read(key, range, health) : { observed: [], moments: [] },
  };
}

/** Of a tenant that has gone nobody can say any more who may see it, so nobody does who doesn't see everything. */
export function visibleChanges(changes: Changes, shown: Snapshot): Changes {
  const kept = (all: readonly FeedChange[]) => all.filter(({ tenantId }) => shown.tenants.has(tenantId));
  return {
    since: (cursor) => kept(changes.since(cursor)),
    get first() {
      return changes.first;
    },
    get last() {
      return changes.last;
    },
    subscribe: (listener) =>
      changes.subscribe((all) => {
        const some = kept(all);
        if (some.length > 0) {
          listener(some);
        }
      }),
  };
}

/** Calls that concern what can be seen and nothing else. */
export function visibleCalls(log: AccessReader, shown: Snapshot): AccessReader {
  const narrow = (filter: AccessFilter): AccessFilter => {
    const { place } = filter;
    return { ...filter, place: (one) => isVisible(one, shown) && (!place || place(one)) };
  };
  return {
    read: (filter, signal) => log.read(narrow(filter), signal),
    count: (filter, by, signal) => log.count(narrow(filter), by, signal),
    // Codes are those of everybody's errors; reasons name no customer, but some name who asked.
    known: () => ({ reasons: log.known().reasons.filter((reason) => !reason.includes(' by ')), errors: [] }),
    problem: () => log.problem(),
  };
}

/** Throttle budgets without those of hidden tenants and subscriptions. */
export function visibleLimits(limits: () => readonly RateLimit[], shown: Snapshot): () => readonly RateLimit[] {
  return () => limits().filter((limit) => isVisible(limit, shown));
}

/** Credentials that visible tenants are entered with, without where they are registered and why they fail. */
export function visibleCredentials(credentials: CredentialReader, shown: Snapshot): CredentialReader {
  const used = () => new Set(Array.from(shown.tenants.values(), ({ access }) => access.credentialId));
  return {
    states: () => {
      const ids = used();
      return credentials
        .states()
        .filter(({ id }) => ids.has(id))
        .map((state) => {
          const { lastError, refreshToken } = state;
          return {
            ...state,
            tenantId: '',
            clientId: '',
            lastError: lastError && { ...lastError, sentence: UNTOLD },
            refreshToken: refreshToken && { ...refreshToken, problem: refreshToken.problem && UNTOLD },
          };
        });
    },
    problems: () => {
      const ids = used();
      const own = [...credentials.problems().keys()].filter((id) => ids.has(id));
      return new Map(own.map((id) => [id, UNTOLD]));
    },
  };
}

const UNTOLD = 'Whoever sees every customer is told what is the matter with it.';

function isVisible({ tenantId, subscriptionId }: CallPlace, shown: Snapshot): boolean {
  return shown.tenants.has(tenantId) && (subscriptionId === null || shown.subscriptions.has(subscriptionId));
}
