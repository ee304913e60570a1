import { type CoverageBaseline, SUBSCRIPTION_TYPE, WATCH_KINDS, type WatchKind } from '../../shared/monitoring.ts';
import { badInput } from '../common/errors.ts';

/** Resource type in lower case -> how it was written and what its resources need. */
export type CheckedBaseline = ReadonlyMap<string, { type: string; kinds: readonly (WatchKind | 'any')[] }>;

const TYPE = /^[\w.-]+(?:\/[\w.-]+)+$/;
const KINDS: readonly string[] = ['any', ...WATCH_KINDS];

/**
 * Checks a baseline from the settings or a query; undefined where there is none.
 *
 * @throws CspError (400) with the mistake.
 */
export function parseBaseline(value: unknown): CheckedBaseline | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badInput(
      'The coverage baseline is not a JSON object of resource types and lists, such as {"Microsoft.Compute/virtualMachines": ["metric"]}.',
    );
  }
  return checked(Object.entries(value));
}

/** What the defaults and checked settings hold. */
export function baselineOf(baseline: CoverageBaseline): CheckedBaseline {
  return checked(Object.entries(baseline));
}

function checked(entries: [string, unknown][]): CheckedBaseline {
  return new Map(entries.map(([type, kinds]) => [type.toLowerCase(), { type, kinds: kindsOf(type, kinds) }]));
}

function kindsOf(type: string, value: unknown): (WatchKind | 'any')[] {
  if (!TYPE.test(type)) {
    throw badInput(`The coverage baseline names '${type}', which is no resource type such as Microsoft.Web/sites.`);
  }
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const wrong = list.find((kind) => typeof kind !== 'string' || !KINDS.includes(kind));
  if (wrong !== undefined || list.length === 0) {
    throw badInput(`The coverage baseline of ${type} must be a list of some of: ${KINDS.join(', ')}.`);
  }
  const ofSubscription = type.toLowerCase() === SUBSCRIPTION_TYPE.toLowerCase();
  if (list.some((kind) => (kind === 'serviceHealth') !== ofSubscription)) {
    throw badInput(
      `In the coverage baseline serviceHealth is what ${SUBSCRIPTION_TYPE} needs, and nothing else needs it or anything else: see ${type}.`,
    );
  }
  return list as (WatchKind | 'any')[];
}
