import { SUBSCRIPTION_TYPE, WATCH_KINDS } from './monitoring.ts';

const TYPE = /^[\w.-]+(?:\/[\w.-]+)+$/;
const KINDS: readonly string[] = ['any', ...WATCH_KINDS];

/** A sentence on why something is no `CoverageBaseline`, for the editors and for the backend; undefined: it is one. */
export function baselineProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'The coverage baseline is not a JSON object of resource types and lists, such as {"Microsoft.Compute/virtualMachines": ["metric"]}.';
  }
  return Object.entries(value)
    .map(([type, kinds]) => rowProblem(type, kinds))
    .find((problem) => problem !== undefined);
}

function rowProblem(type: string, kinds: unknown): string | undefined {
  if (!TYPE.test(type)) {
    return `The coverage baseline names '${type}', which is no resource type such as Microsoft.Web/sites.`;
  }
  const list: unknown[] = Array.isArray(kinds) ? kinds : [kinds];
  if (list.length === 0 || list.some((kind) => typeof kind !== 'string' || !KINDS.includes(kind))) {
    return `The coverage baseline of ${type} must be a list of some of: ${KINDS.join(', ')}.`;
  }
  const ofSubscription = type.toLowerCase() === SUBSCRIPTION_TYPE.toLowerCase();
  return list.some((kind) => (kind === 'serviceHealth') !== ofSubscription)
    ? `In the coverage baseline serviceHealth is what ${SUBSCRIPTION_TYPE} needs, and nothing else needs it or anything else: see ${type}.`
    : undefined;
}
