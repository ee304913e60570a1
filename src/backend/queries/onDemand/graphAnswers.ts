import { badInput, type CspError } from '../../common/errors.ts';
import type { Notice } from '../../common/table.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { GraphTable } from '../../microsoft/api/onDemandApi.ts';
import type { QueryContext } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import { resolveScope } from '../scope.ts';
import { absence } from '../absence/absence.ts';
import { failureNotices, isMistake, named, settle } from './failures.ts';
import type { Question } from './onDemand.ts';

/** One call to Resource Graph: a tenant, and subscriptions of it. */
export interface GraphTarget {
  tenant: Tenant;
  customer: string;
  subscriptionIds: string[];
}

export interface GraphAnswer {
  target: GraphTarget;
  table: GraphTable;
}

export interface GraphAnswers {
  answers: GraphAnswer[];
  notices: Notice[];
}

/** More subscriptions in one call than Resource Graph answers well. https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests */
const MOST_SUBSCRIPTIONS = 300;
const FRESH = 60_000;
/** An alert rule had rather compare what was true ten minutes ago than lose the rows of a customer. */
const KEEP = 10 * 60_000;

/**
 * Asks the query of every tenant in the scope.
 * @throws CspError when the query itself is wrong; for alert rules when a tenant fails that can be read otherwise: rows
 * that are missing would look like alerts that resolve
 */
export async function askGraph(query: CheckedQuery, kql: string, context: QueryContext): Promise<GraphAnswers> {
  const scope = resolveScope(context.snapshot, query.filters);
  const targets = targetsOf(query, context);
  if (targets.length === 0) {
    return { answers: [], notices: [...scope.notices, ...absence(context, 'subscriptions', query, scope)] };
  }
  const limit = Math.min(query.limit, Math.max(LEAST_ROWS, Math.floor(MOST_ROWS / targets.length)));
  const ask = (target: GraphTarget) => context.onDemand.ask(questionOf(target, kql, limit), context.signal);
  // The first alone: a query that Azure can't read is refused once, not by five hundred tenants.
  const first = await settle(targets.slice(0, 1), ask, context.signal);
  throwMistake(first);
  const outcomes = [...first, ...(await settle(targets.slice(1), ask, context.signal))];
  throwMistake(outcomes);
  const failures = outcomes.flatMap(({ question, error }) => (error ? [{ who: question.customer, error }] : []));
  const lost = failures.find(
    ({ error }) => error.status !== 401 && error.status !== 403 && !error.code.startsWith('AADSTS'),
  );
  if (query.format === 'alerting' && (lost || failures.length === targets.length)) {
    throw (lost ?? failures[0])?.error;
  }
  const answers = outcomes.flatMap(({ question, answer }) =>
    answer ? [{ target: question, table: answer.value }] : [],
  );
  if (query.format === 'alerting' && answers.some(({ table }) => table.cut !== null)) {
    throw badInput(
      'The query finds more rows than Resource Graph gives, and an alert rule must not miss any. Use where or summarize to have fewer.',
    );
  }
  const older = outcomes.flatMap(({ question, answer }) =>
    answer?.failure ? [{ who: `${question.customer} but an older answer`, error: answer.failure }] : [],
  );
  return {
    answers,
    notices: [...scope.notices, ...failureNotices(failures), ...failureNotices(older), ...partial(answers, targets)],
  };
}

/** Rows of all calls together, as far as each may still read a fair number: they are all in memory at once. */
const MOST_ROWS = 200_000;
const LEAST_ROWS = 5_000;

function targetsOf(query: CheckedQuery, context: QueryContext): GraphTarget[] {
  const { snapshot } = context;
  const byTenant = new Map<string, string[]>();
  for (const { subscription } of resolveScope(snapshot, query.filters).views()) {
    const ids = byTenant.get(subscription.tenantId) ?? [];
    ids.push(subscription.subscriptionId);
    byTenant.set(subscription.tenantId, ids);
  }
  return [...byTenant].flatMap(([tenantId, ids]) => {
    const tenant = snapshot.tenants.get(tenantId);
    if (!tenant?.enabled) {
      return [];
    }
    const customer = snapshot.customers.get(tenant.customerId)?.name ?? tenant.name;
    const calls = Math.ceil(ids.length / MOST_SUBSCRIPTIONS);
    return Array.from({ length: calls }, (_, call) => ({
      tenant,
      customer,
      subscriptionIds: ids.slice(call * MOST_SUBSCRIPTIONS, (call + 1) * MOST_SUBSCRIPTIONS),
    }));
  });
}

function questionOf({ tenant, subscriptionIds }: GraphTarget, kql: string, limit: number) {
  const { access } = tenant;
  return {
    kind: 'resourceGraph',
    access,
    parts: [kql, limit, ...subscriptionIds],
    freshMs: FRESH,
    keepMs: KEEP,
    read: (microsoft, call) => microsoft.queryGraph(access, { subscriptionIds, kql, limit }, call),
  } satisfies Question<GraphTable>;
}

function throwMistake(outcomes: ReadonlyArray<{ error: CspError | null }>): void {
  const mistake = outcomes.find(({ error }) => error && isMistake(error) && MISTAKES.has(error.code))?.error;
  if (mistake) {
    throw mistake;
  }
}

/** Refusals of the query, whoever is asked. https://learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general */
const MISTAKES = new Set(['InvalidQuery', 'ParserFailure', 'UnsupportedOperator', 'UnknownFunction']);

function partial(answers: readonly GraphAnswer[], targets: readonly GraphTarget[]): Notice[] {
  const cut = answers.filter(({ table }) => table.cut === 'azure');
  const odd = answers.reduce((sum, { table }) => sum + table.odd, 0);
  const several = targets
    .filter(({ tenant }, index) => targets[index - 1]?.tenant === tenant)
    .map(({ customer }) => customer);
  return [
    ...(cut.length > 0
      ? [
          warning(
            `Resource Graph cut off the rows of ${named(cut.map(({ target }) => target.customer))}. It gives all of them only to queries that project id, end with order by id asc, and don't use take or limit.`,
          ),
        ]
      : []),
    ...(odd > 0 ? [warning(`${odd} rows could not be read and were left out.`)] : []),
    ...(several.length > 0
      ? [
          warning(
            `${named(several)} has more than ${MOST_SUBSCRIPTIONS} subscriptions and was asked in several calls: what summarize adds up comes once for each.`,
          ),
        ]
      : []),
  ];
}

function warning(text: string): Notice {
  return { severity: 'warning', text };
}
