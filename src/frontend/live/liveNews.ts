import {
  isLiveChannelMessageEvent,
  isLiveChannelStatusEvent,
  LiveChannelConnectionState,
  LiveChannelScope,
  type LiveChannelEvent,
} from '@grafana/data';
import { getGrafanaLiveSrv, type GrafanaLiveSrv } from '@grafana/runtime';
import { defer, EMPTY, filter, pairwise, startWith, type Observable } from 'rxjs';
import { LIVE_PATH } from '../../shared/live.ts';

/**
 * Says something whenever the estate of a data source has changed, and whenever a connection is made anew: nobody knows
 * what was missed until then. Silent where Grafana has no Live, or has it switched off.
 * https://grafana.com/docs/grafana/latest/setup-grafana/set-up-grafana-live/
 */
export function liveNews(uid: string): Observable<unknown> {
  return defer((): Observable<LiveChannelEvent> => {
    const live = getGrafanaLiveSrv() as GrafanaLiveSrv | undefined;
    // Newer versions of Grafana call the namespace of a data source's channel its stream.
    const address = { scope: LiveChannelScope.DataSource, namespace: uid, stream: uid, path: LIVE_PATH };
    return live?.getStream(address) ?? EMPTY;
  }).pipe(
    startWith(undefined),
    pairwise(),
    filter(([before, now]) => isNews(before, now)),
  );
}

function isNews(before: LiveChannelEvent | undefined, now: LiveChannelEvent | undefined): boolean {
  if (!now) {
    return false;
  }
  return isLiveChannelMessageEvent(now) || (before !== undefined && isConnected(now) && !isConnected(before));
}

/** Whatever comes over a connection shows that there is one. */
function isConnected(event: LiveChannelEvent): boolean {
  return !isLiveChannelStatusEvent(event) || event.state === LiveChannelConnectionState.Connected;
}
