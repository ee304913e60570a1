import { QUERY_TYPES } from '../../../shared/queryTypes.ts';
import { inSlices } from '../../common/slices.ts';
import type { QueryContext, Reading } from '../context.ts';
import { parseFilters } from '../filters.ts';
import { parseScope } from '../routes/options.ts';
import { resolveScope } from '../scope.ts';
import { failureNotices, named, settle } from './failures.ts';
import type { Question } from './onDemand.ts';
import { resourceTargets, type Target } from './targets.ts';

/** What a route about metrics may use. */
export type MetricRouteContext = Reading & Pick<QueryContext, 'onDemand' | 'signal'>;

/** What metrics resources have depends on their types, so one of each type is asked, of so many types. */
const MOST_TYPES = 8;

/** A resource that is asked for all of its type. */
export type Sample = Target & { resource: NonNullable<Target['resource']> };

/** Resources to ask, and what is to be said of those that are not. */
export interface Samples {
  resources: Sample[];
  notes: string[];
}

/** One resource of each type that the scope leaves; with a namespace that is a type, one of that type. */
export async function samples(query: URLSearchParams, context: MetricRouteContext): Promise<Samples> {
  const filters = parseFilters(parseScope(query.get('scope')), 'metrics', QUERY_TYPES.metrics.filters);
  const scope = resolveScope(context.snapshot, filters);
  const byType = new Map<string, Sample>();
  const { targets } = await inSlices(resourceTargets(context, scope, filters, false), context.signal);
  for (const target of targets) {
    const { resource } = target;
    if (resource && !byType.has(resource.type.toLowerCase())) {
      byType.set(resource.type.toLowerCase(), { ...target, resource });
    }
  }
  const ofNamespace = byType.get((query.get('namespace') ?? '').toLowerCase());
  const all = ofNamespace ? [ofNamespace] : [...byType.values()];
  const left = all.slice(MOST_TYPES).map(({ resource }) => resource.type);
  return {
    resources: all.slice(0, MOST_TYPES),
    notes:
      all.length === 0
        ? ['The filters leave no resources.']
        : left.length > 0
          ? [`The filters leave ${all.length} resource types; ${named(left)} were not asked. Choose a resource type.`]
          : [],
  };
}

/** What resources have between them, and why some of it may be missing. */
export async function ofSamples<T>(
  { resources, notes }: Samples,
  { onDemand, signal }: MetricRouteContext,
  question: (sample: Sample) => Question<{ rows: T[]; issues: string[] }>,
): Promise<{ rows: T[]; notes: string[] }> {
  const outcomes = await settle(resources, (sample) => onDemand.ask(question(sample), signal), signal);
  const rows = outcomes.flatMap(({ answer }) => answer?.value.rows ?? []);
  const failures = outcomes.flatMap(({ question: { resource }, error }) =>
    error ? [{ who: resource.type, error }] : [],
  );
  // Of several types some have none of what is asked for; that is only worth a word when nothing is left.
  const said = rows.length === 0 ? failures : failures.filter(({ error }) => error.status !== 400);
  return { rows, notes: [...notes, ...failureNotices(said).map(({ text }) => text)] };
}

/** The last of those with the same key, without regard to case. */
export function unique<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row).toLowerCase(), row])).values()];
}
