import type { Sight } from './sight.ts';
import { CspError } from '../../common/errors.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { VisibilityPolicy, VisibilityRule } from '../../settings/visibility.ts';
import type { QueryContext, Reading } from '../context.ts';
import { type Caller, fits } from './caller.ts';
import { visibleCalls, visibleChanges, visibleCredentials, visibleHistory, visibleLimits } from './visibleSources.ts';
import { visibleSnapshot } from './visibleSnapshot.ts';
import { doubts, showsEverything, type Visible, visibleTenants } from './visibleTenants.ts';

/** Whatever of a question's context tells of customers. */
type Sources = Pick<QueryContext, 'history' | 'changes' | 'accessLog' | 'rateLimits' | 'credentials'>;

/** The one place where a policy is applied: after all caches, before anything is counted. */
export interface Visibility {
  /** The context itself for who sees everything; else one that holds nothing of what is hidden. */
  narrow<T extends Reading & Partial<Sources>>(context: T, caller: Caller): T & Pick<Reading, 'sight'>;
  /** What in the rules names nobody or several, for whoever sees everything. */
  doubts(snapshot: Snapshot): readonly string[];
}

/** @param policy null: there is none, and `narrow()` gives back what it gets */
export function createVisibility(policy: VisibilityPolicy | null): Visibility {
  if (policy === null) {
    return { narrow: (context) => context, doubts: () => [] };
  }
  const { rules } = policy;
  const views = new Map<string, Views>();
  return {
    narrow: (context, caller) => {
      const own = rules.flatMap((rule, index) => (fits(rule, caller) ? [index] : []));
      const key = own.join();
      let view = views.get(key);
      if (!view) {
        views.set(key, (view = new Views(own.map((index) => rules[index] as VisibilityRule))));
      }
      return view.everything ? context : narrowed(context, view);
    },
    doubts: (snapshot) => doubts(rules, snapshot),
  };
}

const NOBODY =
  'Nothing to show: the visibility policy of this data source shows you no customer. Somebody who may edit the data source can change that in its settings, under Visibility by customer.';
const UNCLEAR =
  'Nothing to show: the visibility policy of this data source denies you a customer, tenant or tag by a name that nobody has now, so you are shown none. Somebody who may edit the data source can correct that in its settings; ids stay right when names change.';

function narrowed<T extends Reading & Partial<Sources>>(context: T, view: Views): T {
  const { snapshot, visible } = view.of(context.snapshot);
  const { history, changes, accessLog, rateLimits, credentials } = context;
  // Before the first customers are known, nobody can be shown any, whatever the policy says.
  const nothing = view.isEmpty || (visible.tenants.size === 0 && context.snapshot.tenants.size > 0);
  const sight: Sight = { nothing, sentence: visible.unclear ? UNCLEAR : NOBODY };
  return {
    ...context,
    snapshot,
    sight,
    ...(history && { history: visibleHistory(history, snapshot) }),
    ...(changes && { changes: visibleChanges(changes, snapshot) }),
    ...(accessLog && { accessLog: visibleCalls(accessLog, snapshot) }),
    ...(rateLimits && { rateLimits: visibleLimits(rateLimits, snapshot) }),
    ...(credentials && { credentials: visibleCredentials(credentials, snapshot) }),
  };
}

/** What some rules leave of the picture, made once for each picture: a wall asks the same a dozen times. */
class Views {
  readonly everything: boolean;
  /** Nobody is allowed anything, whoever there is. */
  readonly isEmpty: boolean;
  readonly #rules: readonly VisibilityRule[];
  /** By the map of tenants, which is another one whenever a customer or tenant is. */
  readonly #visible = new WeakMap<object, Visible>();
  readonly #views = new WeakMap<Snapshot, { snapshot: Snapshot; visible: Visible }>();
  readonly #eras = new WeakMap<object, object>();

  constructor(rules: readonly VisibilityRule[]) {
    this.#rules = rules;
    this.isEmpty = rules.length === 0;
    this.everything = showsEverything(rules);
  }

  of(all: Snapshot): { snapshot: Snapshot; visible: Visible } {
    return kept(this.#views, all, () => {
      const visible = kept(this.#visible, all.tenants, () => visibleTenants(this.#rules, all));
      const era = kept(this.#eras, all.era, () => ({}));
      return { visible, snapshot: visibleSnapshot(all, visible.tenants, era) };
    });
  }
}

function kept<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    known.set(key, (value = make()));
  }
  return value;
}

/** For what only somebody may do who sees every customer. @throws CspError 403 */
export function mustSeeEverything({ sight }: Reading): void {
  if (sight) {
    throw new CspError(
      'This needs somebody whom the visibility policy of the data source shows every customer. Whoever may edit the data source can say so in its settings, under Visibility by customer.',
      { code: 'NotVisible', status: 403, source: 'downstream' },
    );
  }
}
