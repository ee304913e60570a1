import { LoadingState, rangeUtil, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { map, type Observable } from 'rxjs';
import { liveAnswers } from './liveAnswers.ts';
import { liveNews } from './liveNews.ts';

type Run<R> = (request: R) => Observable<DataQueryResponse>;

/** Runs a request, and again as often as the estate changes. */
export function liveQuery<R extends DataQueryRequest>(uid: string, request: R, run: Run<R>) {
  const ask = (again: boolean) => (again ? run(atPresent(request)).pipe(map(streaming)) : run(request));
  return liveAnswers(ask, liveNews(uid));
}

/** The same request now: `now-6h to now` has moved on since it was made. */
function atPresent<R extends DataQueryRequest>(request: R): R {
  const { raw } = request.range;
  const relative = typeof raw.from === 'string' || typeof raw.to === 'string';
  return relative ? { ...request, range: rangeUtil.convertRawToRange(raw, request.timezone) } : request;
}

/** Grafana shows that such a panel is live, and moves its time range on. */
function streaming(response: DataQueryResponse): DataQueryResponse {
  return response.state === LoadingState.Done ? { ...response, state: LoadingState.Streaming } : response;
}
