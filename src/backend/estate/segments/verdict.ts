import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import type { HealthDetails } from '../model/segments.ts';
import type { TextPool } from './names.ts';
import { plainText } from './plainText.ts';

/** What Azure says of a resource, without the resource: most of a subscription's resources have the same one. */
export type Verdict = readonly [
  state: string,
  reasonType: string | null,
  chronicity: string | null,
  title: string | null,
  summary: string | null,
  details?: SharedDetails,
];

/** Of `HealthDetails`, what many resources share: their times are kept apart, or every verdict would be one of its own. */
type SharedDetails = Pick<HealthDetails, 'actions' | 'context'> & { resolved: string | null };

/** The verdict as text that equal ones share, with Azure's HTML. */
export function verdictText(status: ResourceHealthStatus): string {
  const { recommendedActions, recentlyResolved, context } = status;
  const said: Array<string | null | SharedDetails> = [
    status.availabilityState,
    status.reasonType,
    status.reasonChronicity,
    status.title,
    status.summary,
  ];
  const resolved = recentlyResolved?.summary ?? null;
  if (recommendedActions.length > 0 || context !== null || resolved !== null) {
    said.push({ actions: recommendedActions.join(' '), context, resolved });
  }
  return JSON.stringify(said);
}

/** The verdict of such a text, as plain text. */
export function readVerdict(json: string, texts: TextPool): Verdict {
  const [state, reasonType, chronicity, title, summary, details] = JSON.parse(json) as Verdict;
  const share = (text: string | null) => (text === null ? null : texts.share(text));
  const plain = (text: string | null) => (text === null ? null : texts.share(plainText(text)));
  const said = [texts.share(state), share(reasonType), share(chronicity), plain(title), plain(summary)] as const;
  if (!details) {
    return said;
  }
  const { actions, context, resolved } = details;
  return [...said, { actions: plain(actions) || null, context: share(context), resolved: plain(resolved) }];
}
