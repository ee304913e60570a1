import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { Dictionary, pack } from './columns.ts';
import { addMoments } from './healthMoments.ts';
import { Health, type HealthHead } from './healthSegment.ts';
import { healthValue, isKnownState } from './healthValue.ts';
import { IdColumnBuilder } from './idColumnBuilder.ts';
import type { TextPool } from './names.ts';
import { readVerdict, verdictText } from './verdict.ts';

/** Builds the segment in steps. States that aren't known are named in `issues`, once each. */
export function* buildHealth(
  input: {
    subscriptionId: string;
    observedAt: number;
    statuses: readonly ResourceHealthStatus[];
    previous: Health | null;
  },
  texts: TextPool,
): Steps<{ segment: Health; issues: string[] }> {
  const ids = new IdColumnBuilder(input.subscriptionId, (text) => texts.share(text));
  const verdicts = new Dictionary();
  const locations = new Dictionary();
  const unknown = new Map<string, number>();
  const values: number[] = [];
  const [occurred, reported]: [number[], number[]] = [[], []];
  const [verdict, location]: [number[], number[]] = [[], []];
  const moments: number[] = [];
  let step = 0;
  for (const status of input.statuses) {
    if (ids.add(status.resourceId)) {
      addMoments(moments, values.length, status);
      values.push(healthValue(status));
      occurred.push(status.occurredAt ?? Number.NaN);
      reported.push(status.reportedAt ?? Number.NaN);
      verdict.push(verdicts.code(verdictText(status)));
      location.push(locations.code(texts.share(status.location ?? '')));
      if (!isKnownState(status.availabilityState)) {
        unknown.set(status.availabilityState, (unknown.get(status.availabilityState) ?? 0) + 1);
      }
    }
    if (++step % PAUSE_EVERY === 0) {
      yield;
    }
  }
  const column = ids.build(input.previous?.ids);
  // In the order in which `Health` reads them.
  const packed = pack([
    Float64Array.from(reported),
    Float64Array.from(occurred),
    Uint8Array.from(values),
    verdict,
    location,
  ]);
  const head: HealthHead = {
    observedAt: input.observedAt,
    verdicts: verdicts.values.map((json) => readVerdict(json, texts)),
    locations: [...locations.values],
    moments,
  };
  return {
    segment: new Health(input.subscriptionId, column, head, packed),
    issues: [...unknown].map(unknownState),
  };
}

function unknownState([state, count]: [string, number]): string {
  return `Azure reports the health state "${state}", which is not known here, for ${count} ${count === 1 ? 'resource' : 'resources'}; shown as Unknown.`;
}
